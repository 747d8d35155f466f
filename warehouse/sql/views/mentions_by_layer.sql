-- How often is a name mentioned in journalism (article), by readers (comment) and in quoted documents (quoted)?
-- Counted three ways: in all documents, in distinct texts (one per group of near duplicates) and in originals.
-- A name without an entity stands for itself, by type and name.
WITH in_documents AS (
    SELECT
        entity_id,
        CASE WHEN entity_id IS NULL THEN name END AS own_name,
        type,
        layer,
        doc_id AS found_in,
        min(name) AS name,
        count(*) AS mention_count
    FROM mentions
    GROUP BY ALL
)
SELECT
    in_documents.entity_id,
    coalesce(any_value(entities.name), min(in_documents.name)) AS name,
    in_documents.type,
    in_documents.layer,
    sum(mention_count)::BIGINT AS mention_count,
    count(*) AS document_count,
    coalesce(sum(mention_count) FILTER (WHERE texts.doc_id IS NOT NULL), 0)::BIGINT AS distinct_mention_count,
    count(*) FILTER (WHERE texts.doc_id IS NOT NULL) AS distinct_document_count,
    coalesce(sum(mention_count) FILTER (WHERE articles.is_original), 0)::BIGINT AS original_mention_count,
    count(*) FILTER (WHERE articles.is_original) AS original_document_count
FROM in_documents
JOIN article_findings USING (found_in)
JOIN articles ON articles.doc_id = article_findings.doc_id
LEFT JOIN distinct_articles AS texts ON texts.doc_id = article_findings.doc_id
LEFT JOIN entities ON entities.entity_id = in_documents.entity_id
GROUP BY in_documents.entity_id, in_documents.own_name, in_documents.type, in_documents.layer
