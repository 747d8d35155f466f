-- An article is an original exactly when its document repeats no other.
SELECT articles.doc_id, articles.is_original, documents.duplicate_of
FROM articles
JOIN documents USING (doc_id)
WHERE articles.is_original IS DISTINCT FROM (documents.duplicate_of IS NULL)
