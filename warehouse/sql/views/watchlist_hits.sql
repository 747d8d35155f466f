-- What did the watchlists find, in whose words, and in which document that arrived when?
-- A page that stands in the archive more than once is searched once: its hits stand on one of its documents.
SELECT
    batches.started_at AS arrived_at,
    matches.watchlist,
    matches.layer,
    matches.surface,
    trim(regexp_replace(
        substring(articles.text, greatest(matches.start - 59, 1), matches."end" - greatest(matches.start - 60, 0) + 60),
        '\s+', ' ', 'g'
    )) AS context,
    articles.published_at,
    articles.published_on,
    articles.site,
    articles.title,
    articles.url,
    articles.is_original,
    matches.doc_id,
    matches.start,
    matches."end",
    matches.query_version
FROM matches
JOIN articles ON articles.doc_id = matches.doc_id
JOIN documents ON documents.doc_id = matches.doc_id
LEFT JOIN batches ON batches.batch_id = documents.batch_id
