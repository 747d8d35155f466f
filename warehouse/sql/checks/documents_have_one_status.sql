-- Every document is loaded, duplicate or rejected.
SELECT doc_id, source, status
FROM documents
WHERE coalesce(status, '') NOT IN ('loaded', 'duplicate', 'rejected')
