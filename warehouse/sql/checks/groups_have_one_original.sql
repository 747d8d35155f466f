-- Exactly one document stands for each group of duplicates, and its copies name it.
SELECT
    articles.cluster_id,
    count(*) AS document_count,
    count(*) FILTER (WHERE articles.is_original) AS original_count,
    min(documents.duplicate_of) AS duplicate_of
FROM articles
JOIN documents USING (doc_id)
WHERE articles.cluster_id IS NOT NULL
GROUP BY articles.cluster_id
HAVING count(*) FILTER (WHERE articles.is_original) <> 1
    OR min(documents.duplicate_of) IS DISTINCT FROM max(documents.duplicate_of)
    OR (
        min(documents.duplicate_of) IS NOT NULL
        AND min(documents.duplicate_of) IS DISTINCT FROM min(articles.doc_id) FILTER (WHERE articles.is_original)
    )
