-- Which articles mention a day? For one day: WHERE begin_at < DAY + INTERVAL 1 DAY AND end_at > DAY
-- One row per date named in a text. The interval is half open: end_at is the first moment after it. segment_id, start
-- and end point into the document found_in, which is another one for a copy with the very same reading text.
SELECT
    timexes.begin_at,
    timexes.end_at,
    articles.doc_id,
    articles.site,
    articles.title,
    articles.published_at,
    articles.is_original,
    timexes.layer,
    timexes.surface,
    timexes.value,
    article_findings.found_in,
    timexes.segment_id,
    timexes."start",
    timexes."end",
    articles.month
FROM timexes
JOIN article_findings ON article_findings.found_in = timexes.doc_id
JOIN articles ON articles.doc_id = article_findings.doc_id
WHERE timexes.type = 'DATE'
  AND timexes.begin_at IS NOT NULL
  AND timexes.end_at IS NOT NULL
