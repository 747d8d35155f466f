-- Copies and reposts: Which documents repeat another one, how much of it, and in which way?
-- Closest first; the larger shared text first where equally close.
SELECT title, site, original_title, original_site, relation, level, reason, score, shared_character_count
FROM copies
ORDER BY score DESC NULLS LAST, shared_character_count DESC, doc_id, original_id
LIMIT 20
