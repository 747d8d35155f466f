-- Top places: Which places do articles name most, and where do they lie?
-- Places in the article layer of distinct texts that were found in the gazetteer; a part counts for its whole.
SELECT
    any_value(mentions.name ORDER BY length(mentions.name), mentions.name) AS place,
    mentions.country,
    any_value(mentions.latitude ORDER BY mentions.doc_id, mentions."start") AS latitude,
    any_value(mentions.longitude ORDER BY mentions.doc_id, mentions."start") AS longitude,
    count(DISTINCT mentions.doc_id) AS article_count,
    count(*) AS mention_count
FROM mentions
JOIN distinct_articles USING (doc_id)
WHERE mentions.layer = 'article' AND mentions.type IN ('GPE', 'LOC') AND mentions.geonames_id IS NOT NULL
GROUP BY mentions.geonames_id, mentions.country
ORDER BY article_count DESC, mention_count DESC, place, mentions.geonames_id
LIMIT 20
