-- Where do a page's own dates of publication contradict each other?
-- One row per candidate that lies more than a day from the chosen date, each taken only as finely as it is known (a
-- candidate "2021" agrees with every day of 2021). The day leaves room for time zones. distance_days is the gap.
WITH candidates AS (
    SELECT
        doc_id,
        position,
        value,
        precision,
        method,
        is_chosen,
        why,
        month,
        CASE precision
            WHEN 'year' THEN value + INTERVAL 1 YEAR
            WHEN 'month' THEN value + INTERVAL 1 MONTH
            WHEN 'day' THEN value + INTERVAL 1 DAY
            ELSE value
        END AS latest
    FROM date_candidates
    WHERE role = 'published' AND value IS NOT NULL
),
pairs AS (
    SELECT
        chosen.doc_id,
        chosen.value AS chosen_at,
        chosen.precision AS chosen_precision,
        chosen.method AS chosen_method,
        other.value AS other_at,
        other.precision AS other_precision,
        other.method AS other_method,
        other.why,
        greatest(other.value - chosen.latest, chosen.value - other.latest) AS gap,
        chosen.month
    FROM candidates AS chosen
    JOIN candidates AS other ON other.doc_id = chosen.doc_id AND NOT other.is_chosen
    WHERE chosen.is_chosen
)
SELECT
    pairs.doc_id,
    articles.site,
    articles.url,
    articles.title,
    pairs.chosen_at,
    pairs.chosen_precision,
    pairs.chosen_method,
    pairs.other_at,
    pairs.other_precision,
    pairs.other_method,
    pairs.why,
    round(epoch(pairs.gap) / 86400, 1) AS distance_days,
    pairs.month
FROM pairs
LEFT JOIN articles USING (doc_id)
WHERE pairs.gap > INTERVAL 1 DAY
