-- A batch states as many documents in, loaded, duplicate and rejected as it published.
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
    stated.loaded_count,
    found.loaded_count AS found_loaded_count,
    stated.duplicate_count,
    found.duplicate_count AS found_duplicate_count,
    stated.rejected_count,
    found.rejected_count AS found_rejected_count
FROM stated
FULL JOIN found ON found.batch_id = stated.batch_id
WHERE coalesce(stated.document_count, 0) <> coalesce(found.documents_in, 0)
   OR coalesce(stated.loaded_count, 0) <> coalesce(found.loaded_count, 0)
   OR coalesce(stated.duplicate_count, 0) <> coalesce(found.duplicate_count, 0)
   OR coalesce(stated.rejected_count, 0) <> coalesce(found.rejected_count, 0)
