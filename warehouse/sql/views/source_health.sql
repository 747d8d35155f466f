-- What came of each source on the web: its last look, its documents, and since when it is quiet?
WITH ranked AS (
    SELECT *, row_number() OVER (PARTITION BY source ORDER BY started_at DESC, run_id DESC) AS place
    FROM source_runs
    WHERE outcome <> 'not_due'
),
landed AS (
    SELECT
        r.source,
        count(*) FILTER (WHERE d.status = 'loaded') AS loaded_count,
        count(*) FILTER (WHERE d.status = 'duplicate') AS duplicate_count,
        count(*) FILTER (WHERE d.status = 'rejected') AS rejected_count
    FROM documents AS d
    INNER JOIN source_runs AS r
        ON r.landed_file = string_split(string_split(d.source, '#')[1], '/')[-1]
    GROUP BY r.source
)
SELECT
    last.source,
    last.site,
    CASE
        WHEN last.outcome IN ('fetched', 'all_known', 'unchanged') AND coalesce(l.rejected_count, 0) > 0
            AND l.loaded_count + l.duplicate_count = 0 THEN 'all_rejected'
        ELSE last.outcome
    END AS outcome,
    last.detail,
    last.started_at AS asked_at,
    last.due_at,
    s.last_fetched_at,
    s.fetched_count,
    coalesce(l.loaded_count, 0) AS loaded_count,
    coalesce(l.duplicate_count, 0) AS duplicate_count,
    coalesce(l.rejected_count, 0) AS rejected_count
FROM ranked AS last
INNER JOIN (
    SELECT
        source,
        max(started_at) FILTER (WHERE fetched_count > 0) AS last_fetched_at,
        sum(fetched_count) AS fetched_count
    FROM source_runs GROUP BY source
) AS s ON s.source = last.source
LEFT JOIN landed AS l ON l.source = last.source
WHERE last.place = 1
