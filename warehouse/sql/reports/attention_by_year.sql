-- Attention by year: How many articles were published each year: all of them, distinct texts, and originals?
-- The 20 latest years with an article.
SELECT year, article_count, distinct_count, original_count
FROM (
    SELECT
        left(month, 4) AS year,
        count(*) AS article_count,
        count(DISTINCT coalesce(cluster_id, doc_id)) AS distinct_count,
        count(*) FILTER (WHERE is_original) AS original_count
    FROM articles
    WHERE published_at IS NOT NULL
    GROUP BY ALL
    ORDER BY year DESC
    LIMIT 20
)
ORDER BY year
