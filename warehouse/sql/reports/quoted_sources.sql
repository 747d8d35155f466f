-- Quoted sources: From which sites do articles and readers quote whole documents?
-- In distinct texts. matched_count are the quoted documents that stand in the archive themselves.
SELECT
    regexp_replace(
        lower(regexp_extract(quoted_documents.url, '^[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@]*@)?([^/:?#]+)', 1)), '^www\.', ''
    ) AS quoted_site,
    count(*) AS quotation_count,
    count(DISTINCT quoted_documents.doc_id) AS article_count,
    count(*) FILTER (WHERE quoted_documents.comment_id IS NOT NULL) AS in_comment_count,
    count(*) FILTER (WHERE quoted_documents.matched_doc_id IS NOT NULL) AS matched_count
FROM quoted_documents
JOIN distinct_articles USING (doc_id)
WHERE quoted_site <> ''
GROUP BY quoted_site
ORDER BY quotation_count DESC, quoted_site
LIMIT 20
