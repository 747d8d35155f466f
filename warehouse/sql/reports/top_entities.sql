-- Top names: Who and what is named most, and by whom: journalists, readers, or documents quoted again?
-- Mentions in distinct texts: a group of near duplicates is counted once.
SELECT
    name,
    type,
    coalesce(sum(distinct_mention_count) FILTER (WHERE layer = 'article'), 0)::BIGINT AS article_mention_count,
    coalesce(sum(distinct_mention_count) FILTER (WHERE layer = 'comment'), 0)::BIGINT AS comment_mention_count,
    coalesce(sum(distinct_mention_count) FILTER (WHERE layer = 'quoted'), 0)::BIGINT AS quoted_mention_count
FROM mentions_by_layer
WHERE layer <> 'furniture' AND distinct_mention_count > 0
GROUP BY entity_id, name, type
ORDER BY sum(distinct_mention_count) DESC, name, type, entity_id
LIMIT 20
