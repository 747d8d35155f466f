-- A batch states as many documents in, read and rejected as it published.
-- What was loaded and what was a duplicate is not held apart: a later document may show which of two is the copy.
WITH stated AS (
    SELECT batch_id, document_count, loaded_count, duplicate_count, rejected_count FROM batches
),
found AS (
    SELECT batch_id, documents_in, loaded_count, duplicate_count, rejected_count FROM ledger WHERE scope = 'batch'
)
SELECT
    coalesce(stated.batch_id, found.batch_id) AS batch_id,
    stated.document_count,
    found.documents_in,
    stated.loaded_count + stated.duplicate_count AS read_count,
    found.loaded_count + found.duplicate_count AS found_read_count,
    stated.rejected_count,
    found.rejected_count AS found_rejected_count
FROM stated
FULL JOIN found ON found.batch_id = stated.batch_id
WHERE coalesce(stated.document_count, 0) <> coalesce(found.documents_in, 0)
   OR coalesce(stated.loaded_count + stated.duplicate_count, 0)
       <> coalesce(found.loaded_count + found.duplicate_count, 0)
   OR coalesce(stated.rejected_count, 0) <> coalesce(found.rejected_count, 0)
