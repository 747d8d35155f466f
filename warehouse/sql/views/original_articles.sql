-- Which articles are no copy of another document in the archive?
SELECT
    doc_id,
    site,
    url,
    title,
    standfirst,
    authors,
    published_at,
    published_on,
    published_precision,
    language,
    body,
    word_count,
    comment_count,
    cluster_id,
    month
FROM articles
WHERE is_original
