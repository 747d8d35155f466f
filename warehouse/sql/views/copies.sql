-- Which document is this a copy of, which parts do they share, and how sure is it?
-- score is the share of the smaller text that both have in common; shared_texts are the stretches of the copy's body,
-- and evidence says where they stand in both bodies.
SELECT
    duplicates.doc_id,
    copy.site,
    copy.url,
    copy.title,
    copy.published_at,
    duplicates.original_id,
    original.site AS original_site,
    original.url AS original_url,
    original.title AS original_title,
    original.published_at AS original_published_at,
    duplicates.level,
    duplicates.relation,
    duplicates.score,
    coalesce(list_sum(list_transform(duplicates.evidence, lambda span: span."end" - span."start")), 0)::BIGINT
        AS shared_character_count,
    list_transform(
        duplicates.evidence, lambda span: substring(copy.body, span."start" + 1, span."end" - span."start")
    ) AS shared_texts,
    duplicates.evidence,
    duplicates.month
FROM duplicates
LEFT JOIN articles AS copy ON copy.doc_id = duplicates.doc_id
LEFT JOIN articles AS original ON original.doc_id = duplicates.original_id
