-- Articles exist for exactly the documents that are loaded or duplicate.
SELECT
    coalesce(documents.doc_id, articles.doc_id) AS doc_id,
    documents.status,
    articles.doc_id IS NOT NULL AS has_article
FROM documents
FULL JOIN articles ON articles.doc_id = documents.doc_id
WHERE (documents.status IN ('loaded', 'duplicate')) IS DISTINCT FROM (articles.doc_id IS NOT NULL)
