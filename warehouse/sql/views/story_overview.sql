-- What is each story about, when did it run, and how many articles on which sites reported it?
-- Duplicates never weigh twice: a group of near duplicates counts as one article on one site; copy_count are the others.
-- The headline is that of the earliest article; `why` are names that at least two of its texts have, those of most texts first.
WITH members AS (
    SELECT DISTINCT stories.story_id, articles.doc_id, coalesce(articles.cluster_id, articles.doc_id) AS text_id
    FROM stories
    JOIN articles USING (doc_id)
),
texts AS (
    SELECT
        members.story_id,
        members.doc_id,
        articles.site,
        articles.title,
        articles.published_at,
        count(*) OVER (PARTITION BY members.story_id, members.text_id) AS text_count
    FROM members
    JOIN articles USING (doc_id)
    QUALIFY row_number() OVER (
        PARTITION BY members.story_id, members.text_id
        ORDER BY articles.is_original DESC NULLS LAST, articles.published_at ASC NULLS LAST, members.doc_id
    ) = 1
),
shared_names AS (
    SELECT
        texts.story_id,
        min(mentions.name) AS name,
        count(DISTINCT texts.doc_id) AS name_text_count,
        count(*) AS mention_count
    FROM texts
    JOIN mentions USING (doc_id)
    WHERE mentions.layer = 'article'
    GROUP BY texts.story_id, mentions.entity_id
    HAVING count(DISTINCT texts.doc_id) > 1
),
reasons AS (
    SELECT story_id, list(name ORDER BY name_text_count DESC, mention_count DESC, name)[1:5] AS why
    FROM shared_names
    GROUP BY story_id
)
SELECT
    story_id,
    first(title ORDER BY published_at ASC NULLS LAST, doc_id) FILTER (WHERE title IS NOT NULL) AS headline,
    min(published_at) AS begin_at,
    max(published_at) AS end_at,
    count(*) AS article_count,
    count(DISTINCT site) AS site_count,
    list(DISTINCT site ORDER BY site) FILTER (WHERE site IS NOT NULL) AS sites,
    (sum(text_count) - count(*))::BIGINT AS copy_count,
    any_value(reasons.why) AS why
FROM texts
LEFT JOIN reasons USING (story_id)
GROUP BY story_id
