-- What did each site publish, how much of it was its own, and in which period?
-- distinct_count counts a group of near duplicates once per site; original_count leaves copies of other documents out.
SELECT
    site,
    count(*) AS article_count,
    count(DISTINCT coalesce(cluster_id, doc_id)) AS distinct_count,
    count(*) FILTER (WHERE is_original) AS original_count,
    coalesce(sum(comment_count), 0)::BIGINT AS comment_count,
    coalesce(sum(word_count), 0)::BIGINT AS word_count,
    min(published_at) AS first_published_at,
    max(published_at) AS last_published_at
FROM articles
GROUP BY site
