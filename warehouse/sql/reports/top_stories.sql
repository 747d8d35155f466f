-- Top stories: Which events did most articles report, on how many sites?
-- `why` are names that its texts share. Duplicates never weigh twice; stories of a single article are left out.
SELECT headline, begin_at, end_at, article_count, site_count, copy_count, array_to_string(why, ', ') AS why
FROM story_overview
WHERE article_count > 1
ORDER BY article_count DESC, site_count DESC, begin_at, story_id
LIMIT 20
