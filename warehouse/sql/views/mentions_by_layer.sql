-- How often is a name mentioned in journalism (article), by readers (comment) and in quoted documents (quoted)?
-- Counted three ways: in all documents, in distinct texts (one per group of near duplicates) and in originals.
-- A name without an entity stands for itself, by type and name.
SELECT
    mentions.entity_id,
    coalesce(any_value(entities.name), min(mentions.name)) AS name,
    mentions.type,
    mentions.layer,
    count(*) AS mention_count,
    count(DISTINCT mentions.doc_id) AS document_count,
    count(*) FILTER (WHERE texts.doc_id IS NOT NULL) AS distinct_mention_count,
    count(DISTINCT mentions.doc_id) FILTER (WHERE texts.doc_id IS NOT NULL) AS distinct_document_count,
    count(*) FILTER (WHERE articles.is_original) AS original_mention_count,
    count(DISTINCT mentions.doc_id) FILTER (WHERE articles.is_original) AS original_document_count
FROM mentions
JOIN articles ON articles.doc_id = mentions.doc_id
LEFT JOIN distinct_articles AS texts ON texts.doc_id = mentions.doc_id
LEFT JOIN entities ON entities.entity_id = mentions.entity_id
GROUP BY
    mentions.entity_id,
    CASE WHEN mentions.entity_id IS NULL THEN mentions.name END,
    mentions.type,
    mentions.layer
