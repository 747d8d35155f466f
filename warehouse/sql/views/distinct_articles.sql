-- Which articles are left when every group of near duplicates is counted once?
-- The group is represented by its original, else by its earliest article; text_count says how many it stands for.
SELECT
    doc_id,
    site,
    url,
    title,
    published_at,
    published_on,
    published_precision,
    language,
    word_count,
    comment_count,
    is_original,
    cluster_id,
    count(*) OVER (PARTITION BY coalesce(cluster_id, doc_id)) AS text_count,
    month
FROM articles
QUALIFY row_number() OVER (
    PARTITION BY coalesce(cluster_id, doc_id)
    ORDER BY is_original DESC NULLS LAST, published_at ASC NULLS LAST, doc_id
) = 1
