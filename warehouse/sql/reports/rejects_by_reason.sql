-- Refused documents: Why were documents refused?
SELECT reason, count(*) AS document_count, min(source) AS example_source, min(detail) AS example_detail
FROM rejects
GROUP BY reason
ORDER BY document_count DESC, reason
LIMIT 20
