-- Did every document that came in end up loaded, duplicate or rejected? One row per batch, and one for all of them
-- From documents alone; balance is documents in less those with an outcome, and must be 0.
SELECT
    CASE WHEN grouping(batch_id) = 1 THEN 'total' ELSE 'batch' END AS scope,
    batch_id,
    count(*) AS documents_in,
    count(*) FILTER (WHERE status = 'loaded') AS loaded_count,
    count(*) FILTER (WHERE status = 'duplicate') AS duplicate_count,
    count(*) FILTER (WHERE status = 'rejected') AS rejected_count,
    count(*) - count(*) FILTER (WHERE status IN ('loaded', 'duplicate', 'rejected')) AS balance
FROM documents
GROUP BY GROUPING SETS ((batch_id), ())
