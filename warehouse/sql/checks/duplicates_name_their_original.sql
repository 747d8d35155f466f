-- A duplicate names the other document it repeats, and so does every document in the table of duplicates.
SELECT documents.doc_id, documents.status, documents.duplicate_of
FROM documents
LEFT JOIN (SELECT DISTINCT doc_id FROM duplicates) AS copies ON copies.doc_id = documents.doc_id
WHERE documents.duplicate_of = documents.doc_id
   OR (documents.duplicate_of IS NULL AND (documents.status = 'duplicate' OR copies.doc_id IS NOT NULL))
