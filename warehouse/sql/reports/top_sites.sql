-- Top sites: Which sites published most, and how much of it was their own?
-- Articles without an address belong to no site.
SELECT site, article_count, distinct_count, original_count, comment_count, first_published_at, last_published_at
FROM articles_by_site
WHERE site IS NOT NULL
ORDER BY article_count DESC, site
LIMIT 20
