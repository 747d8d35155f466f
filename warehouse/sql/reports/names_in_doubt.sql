-- Doubtful names: Which names mean entities of two types, or two places, in different documents?
-- Names are compared without case, accents and hyphens; those of most documents first.
WITH meant AS (
    SELECT
        regexp_replace(replace(lower(strip_accents(name)), '-', ' '), ' +', ' ', 'g') AS compared,
        name,
        type,
        CASE WHEN type IN ('GPE', 'LOC') THEN geonames_id END AS place_id,
        CASE WHEN type IN ('GPE', 'LOC') AND geonames_id IS NOT NULL THEN country END AS country,
        doc_id
    FROM mentions
),
counted AS (
    SELECT
        compared,
        min(name) AS name,
        type,
        place_id,
        any_value(country) AS country,
        count(DISTINCT doc_id) AS document_count
    FROM meant
    GROUP BY compared, type, place_id
),
doubtful AS (
    SELECT
        compared,
        CASE WHEN count(DISTINCT type) > 1 THEN 'two types' ELSE 'two places' END AS problem
    FROM counted
    GROUP BY compared
    HAVING count(DISTINCT type) > 1 OR count(DISTINCT place_id) > 1
)
SELECT
    problem,
    min(name) AS name,
    string_agg(
        concat_ws(' ', type, country, '(' || document_count || ')'), ', '
        ORDER BY document_count DESC, type, country, place_id
    ) AS meanings,
    sum(document_count)::BIGINT AS document_count
FROM doubtful
JOIN counted USING (compared)
GROUP BY compared, problem
ORDER BY document_count DESC, name, compared
LIMIT 20
