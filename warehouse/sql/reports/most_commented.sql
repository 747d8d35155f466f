-- Most commented: Which articles drew most comments?
-- Of a group of near duplicates only the one with most comments is shown.
SELECT title, site, published_at, comment_count
FROM articles
WHERE comment_count > 0
QUALIFY row_number() OVER (PARTITION BY coalesce(cluster_id, doc_id) ORDER BY comment_count DESC, doc_id) = 1
ORDER BY comment_count DESC, published_at, doc_id
LIMIT 20
