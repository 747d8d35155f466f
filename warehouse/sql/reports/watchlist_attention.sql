-- Watchlists: How many articles did each watchlist find in each month, and how many of them were originals?
-- Latest months first. Hits in articles, in comments and in quoted documents are counted separately.
SELECT
    CASE WHEN articles.published_at IS NOT NULL THEN articles.month END AS month,
    matches.watchlist,
    count(DISTINCT articles.doc_id) FILTER (WHERE matches.layer = 'article') AS article_count,
    count(DISTINCT coalesce(articles.cluster_id, articles.doc_id)) FILTER (WHERE matches.layer = 'article')
        AS distinct_count,
    count(DISTINCT articles.doc_id) FILTER (WHERE matches.layer = 'article' AND articles.is_original) AS original_count,
    count(*) FILTER (WHERE matches.layer = 'comment') AS comment_hit_count,
    count(*) FILTER (WHERE matches.layer = 'quoted') AS quoted_hit_count
FROM matches
JOIN article_findings ON article_findings.found_in = matches.doc_id
JOIN articles ON articles.doc_id = article_findings.doc_id
WHERE matches.layer <> 'furniture'
GROUP BY ALL
ORDER BY month DESC NULLS LAST, article_count DESC, matches.watchlist
LIMIT 20
