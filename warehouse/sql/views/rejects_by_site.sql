-- How many documents of each site were refused, for which reason, and when was the last one fetched?
SELECT
    site,
    reason,
    count(*) AS document_count,
    max(fetched_at) AS last_fetched_at
FROM documents
WHERE status = 'rejected'
GROUP BY site, reason
