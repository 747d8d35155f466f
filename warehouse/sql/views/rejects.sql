-- Which documents were refused, and why?
SELECT
    doc_id,
    source,
    source_id,
    url,
    site,
    reason,
    detail,
    media_type,
    byte_count,
    fetched_at,
    batch_id,
    month
FROM documents
WHERE status = 'rejected'
