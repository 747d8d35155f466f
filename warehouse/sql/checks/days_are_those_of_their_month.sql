-- The day of publication lies in the article's month, and is that of its time in the zone it was stated in.
SELECT doc_id, published_at, published_on, published_offset_minutes, month
FROM articles
WHERE published_on IS NOT NULL AND (
    strftime(published_on, '%Y-%m') IS DISTINCT FROM month
    OR published_on IS DISTINCT FROM
        (published_at + to_minutes(coalesce(published_offset_minutes, 0)))::DATE
)
