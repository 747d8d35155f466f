-- A rejected document has a reason from the fixed list, and no other document has one.
SELECT doc_id, source, status, reason
FROM documents
WHERE (status = 'rejected' AND reason IS NULL)
   OR (status IS DISTINCT FROM 'rejected' AND reason IS NOT NULL)
   OR reason NOT IN (
       'empty',
       'binary',
       'too_large',
       'too_costly',
       'not_json',
       'no_text',
       'not_a_document',
       'revisit',
       'http_error',
       'blocked',
       'not_found',
       'truncated_container',
       'unreadable_container',
       'unreadable_file',
       'worker_died',
       'unexpected_error'
   )
