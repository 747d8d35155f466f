-- Documents by source: What became of the documents that each source sent?
-- A source is the container that held the records, else the folder that held the files.
SELECT
    CASE
        WHEN regexp_matches(source, '#[0-9]+$') THEN regexp_replace(source, '#[0-9]+$', '')
        WHEN contains(source, '/') THEN regexp_replace(source, '/[^/]*$', '/')
        ELSE source
    END AS origin,
    count(*) AS documents_in,
    count(*) FILTER (WHERE status = 'loaded') AS loaded_count,
    count(*) FILTER (WHERE status = 'duplicate') AS duplicate_count,
    count(*) FILTER (WHERE status = 'rejected') AS rejected_count
FROM documents
GROUP BY origin
ORDER BY documents_in DESC, origin
LIMIT 20
