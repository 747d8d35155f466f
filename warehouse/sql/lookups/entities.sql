-- What does the archive know of an entity, asked for by a name it goes by ($name) or by its id ($id)?
-- Copies that were not searched again count where what they repeat was found.
WITH found AS (
    SELECT entity_id, doc_id AS found_in, layer, name, type, surface, role, country, geonames_id
    FROM mentions
    WHERE entity_id IN (
        SELECT entity_id
        FROM mentions
        WHERE entity_id = $id
            OR lower(strip_accents(name)) = lower(strip_accents($name))
            OR lower(strip_accents(surface)) = lower(strip_accents($name))
    )
),
seen AS (
    SELECT found.*, articles.doc_id, articles.site, articles.published_at
    FROM found
    JOIN article_findings USING (found_in)
    JOIN articles ON articles.doc_id = article_findings.doc_id
),
company AS (
    SELECT here.entity_id, others.entity_id AS other, min(others.name) AS name, count(DISTINCT others.doc_id) AS times
    FROM (SELECT DISTINCT entity_id, found_in FROM found) AS here
    JOIN mentions AS others ON others.doc_id = here.found_in AND others.entity_id <> here.entity_id
    WHERE others.layer <> 'furniture'
    GROUP BY ALL
),
mentioned_with AS (
    SELECT entity_id, list(name ORDER BY times DESC, name, other)[:10] AS names FROM company GROUP BY entity_id
)
SELECT
    coalesce(any_value(entities.name), min(seen.name)) AS name,
    min(seen.type) AS type,
    seen.entity_id,
    list_sort(list(DISTINCT surface)) AS aliases,
    list_sort(list(DISTINCT role) FILTER (WHERE role IS NOT NULL)) AS roles,
    min(country) AS country,
    min(geonames_id) AS geonames_id,
    min(published_at) AS first_seen,
    max(published_at) AS last_seen,
    count(DISTINCT doc_id) FILTER (WHERE layer = 'article') AS article_document_count,
    count(DISTINCT doc_id) FILTER (WHERE layer = 'comment') AS comment_document_count,
    count(DISTINCT doc_id) FILTER (WHERE layer = 'quoted') AS quoted_document_count,
    any_value(mentioned_with.names) AS mentioned_with,
    list_sort(list(DISTINCT site) FILTER (WHERE site IS NOT NULL)) AS sources
FROM seen
LEFT JOIN entities ON entities.entity_id = seen.entity_id
LEFT JOIN mentioned_with ON mentioned_with.entity_id = seen.entity_id
GROUP BY seen.entity_id
ORDER BY count(DISTINCT doc_id) DESC, name, type, seen.entity_id
LIMIT 20
