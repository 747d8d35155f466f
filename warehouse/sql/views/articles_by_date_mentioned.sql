-- Which articles speak of a day? For one day: WHERE begin_at < DAY + INTERVAL 1 DAY AND end_at > DAY
-- One row per date named in a text. The interval is half open: end_at is the first moment after it.
SELECT
    timexes.begin_at,
    timexes.end_at,
    timexes.doc_id,
    articles.site,
    articles.title,
    articles.published_at,
    articles.is_original,
    timexes.layer,
    timexes.surface,
    timexes.value,
    timexes.segment_id,
    timexes."start",
    timexes."end",
    timexes.month
FROM timexes
JOIN articles USING (doc_id)
WHERE timexes.type = 'DATE'
  AND timexes.begin_at IS NOT NULL
  AND timexes.end_at IS NOT NULL
