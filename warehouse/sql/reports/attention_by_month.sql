-- Attention by month: How many articles were published each month: all of them, distinct texts, and originals?
-- The 20 latest months with an article; articles whose date is only a year, or unknown, are left out.
SELECT month, article_count, distinct_count, original_count
FROM (
    SELECT
        month,
        count(*) AS article_count,
        count(DISTINCT coalesce(cluster_id, doc_id)) AS distinct_count,
        count(*) FILTER (WHERE is_original) AS original_count
    FROM articles
    WHERE published_at IS NOT NULL AND published_precision IS DISTINCT FROM 'year'
    GROUP BY ALL
    ORDER BY month DESC
    LIMIT 20
)
ORDER BY month
