-- Doubtful dates: Which articles have no date of publication, or dates that contradict each other?
-- Widest contradictions first, then articles without any date. Of several contradictions the widest is shown.
SELECT problem, title, site, chosen_at, chosen_method, other_at, other_method, distance_days
FROM (
    SELECT 'dates conflict' AS problem, title, site, chosen_at, chosen_method, other_at, other_method, distance_days, doc_id
    FROM date_conflicts
    QUALIFY row_number() OVER (PARTITION BY doc_id ORDER BY distance_days DESC, other_at, other_method) = 1
    UNION ALL
    SELECT 'no date', title, site, NULL, NULL, NULL, NULL, NULL, doc_id
    FROM articles
    WHERE published_at IS NULL
)
ORDER BY distance_days DESC NULLS LAST, site, title, doc_id
LIMIT 20
