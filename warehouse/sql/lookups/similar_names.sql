-- Which entities have a name that holds the one asked for ($name), or is spelt nearly like it?
-- Nearly: at most two letters changed, left out, put in or swapped, and no more than a third of them.
SELECT name
FROM (SELECT DISTINCT name, lower(strip_accents(name)) AS plain, lower(strip_accents($name)) AS asked FROM entities)
WHERE contains(plain, asked)
   OR (
       abs(length(plain) - length(asked)) <= 2
       AND damerau_levenshtein(plain, asked) <= least(2, length(asked) // 3)
   )
ORDER BY contains(plain, asked) DESC, damerau_levenshtein(plain, asked), length(name), name
LIMIT 10
