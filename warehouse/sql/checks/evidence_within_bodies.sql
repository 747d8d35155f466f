-- The stretches that a copy shares with its original lie within both bodies.
WITH spans AS (
    SELECT doc_id, original_id, unnest(evidence, recursive := true) FROM duplicates
)
SELECT spans.*
FROM spans
LEFT JOIN articles AS copy ON copy.doc_id = spans.doc_id
LEFT JOIN articles AS original ON original.doc_id = spans.original_id
WHERE NOT coalesce(
    0 <= spans."start" AND spans."start" < spans."end" AND spans."end" <= length(copy.body)
    AND 0 <= spans.original_start
    AND spans.original_start < spans.original_end
    AND spans.original_end <= length(original.body),
    false
)
