-- A time expression's interval has both ends or none, and ends after it begins.
SELECT doc_id, "start", "end", value, begin_at, end_at
FROM timexes
WHERE (begin_at IS NULL) <> (end_at IS NULL) OR begin_at >= end_at
