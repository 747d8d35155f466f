-- On which document do an article's findings (mentions, timexes, statements, matches) stand?
-- On itself, but for a copy whose whole reading text another document has too: such a page is not searched again.
-- Join findings on found_in to count in all documents, on doc_id to count every text once.
WITH searched AS (
    SELECT doc_id FROM mentions
    UNION
    SELECT doc_id FROM timexes
    UNION
    SELECT doc_id FROM statements
    UNION
    SELECT doc_id FROM matches
),
pages AS (
    SELECT articles.doc_id, coalesce(fingerprints.page_hash, articles.doc_id) AS page
    FROM articles
    LEFT JOIN fingerprints USING (doc_id)
),
searched_pages AS (
    SELECT pages.page, min(pages.doc_id) AS found_in
    FROM pages
    JOIN searched USING (doc_id)
    GROUP BY pages.page
)
SELECT pages.doc_id, coalesce(searched.doc_id, searched_pages.found_in, pages.doc_id) AS found_in
FROM pages
LEFT JOIN searched USING (doc_id)
LEFT JOIN searched_pages USING (page)
