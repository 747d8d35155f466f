-- In what company does each document name a person ($id)? One row per document.
SELECT
    here.doc_id,
    list_sort(list(DISTINCT others.entity_id) FILTER (
        WHERE others.type IN ('PERSON', 'ORG') AND others.entity_id <> $id
    )) AS companions,
    list_sort(list(DISTINCT others.country) FILTER (WHERE others.country IS NOT NULL)) AS countries,
    list_sort(list(DISTINCT others.role) FILTER (WHERE others.entity_id = $id AND others.role IS NOT NULL)) AS roles
FROM (SELECT DISTINCT doc_id FROM mentions WHERE entity_id = $id) AS here
JOIN mentions AS others ON others.doc_id = here.doc_id
WHERE others.layer <> 'furniture'
GROUP BY here.doc_id
ORDER BY here.doc_id
