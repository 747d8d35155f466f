-- Segments that are nobody's parent do not overlap.
WITH leaves AS (
    SELECT doc_id, segment_id, "start", "end"
    FROM segments
    ANTI JOIN (SELECT DISTINCT doc_id, parent_id AS segment_id FROM segments WHERE parent_id IS NOT NULL) AS parents
        USING (doc_id, segment_id)
)
SELECT
    doc_id,
    segment_id,
    "start",
    max("end") OVER (
        PARTITION BY doc_id ORDER BY "start", segment_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS taken_until
FROM leaves
QUALIFY taken_until > "start"
