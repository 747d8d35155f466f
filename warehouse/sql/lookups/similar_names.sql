-- Which entities have a name that holds the one asked for ($name)?
SELECT DISTINCT name
FROM entities
WHERE contains(lower(strip_accents(name)), lower(strip_accents($name)))
ORDER BY length(name), name
LIMIT 10
