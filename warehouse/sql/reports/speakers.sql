-- Who is quoted: Whose words do articles report most?
-- Statements in the article layer of distinct texts whose speaker was resolved to a name.
SELECT
    coalesce(any_value(entities.name), min(statements.speaker)) AS speaker,
    count(*) AS statement_count,
    count(DISTINCT statements.doc_id) AS article_count,
    count(*) FILTER (WHERE statements.kind = 'direct') AS direct_count,
    count(*) FILTER (WHERE statements.kind = 'indirect') AS indirect_count,
    count(*) FILTER (WHERE statements.kind = 'mixed') AS mixed_count
FROM statements
JOIN distinct_articles USING (doc_id)
LEFT JOIN entities ON entities.entity_id = statements.speaker_entity_id
WHERE statements.layer = 'article' AND statements.speaker IS NOT NULL
GROUP BY coalesce(statements.speaker_entity_id, statements.speaker)
ORDER BY statement_count DESC, speaker
LIMIT 20
