-- Documents in = loaded + duplicate + rejected, for every batch and in all.
SELECT scope, batch_id, documents_in, loaded_count, duplicate_count, rejected_count, balance
FROM ledger
WHERE balance <> 0 OR documents_in <> loaded_count + duplicate_count + rejected_count
