-- Which document is this a copy of, which parts do they share, and how sure is it?
-- score is the share of the smaller text that both have in common, larger_score that of the larger one (by
-- characters). shared_parts are the stretches that both have, as they read in each; where the words are all the same
-- that is all of both. reason says why original_id is held to be the original; unknown: nothing says so.
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
    duplicates.reason,
    duplicates.score,
    CASE
        WHEN duplicates.level = 'exact' THEN length(copy.body)
        ELSE coalesce(list_sum(list_transform(duplicates.evidence, lambda span: span."end" - span."start")), 0)
    END::BIGINT AS shared_character_count,
    CASE
        WHEN duplicates.level = 'exact' THEN 1.0
        ELSE shared_character_count / greatest(length(copy.body), length(original.body), 1)
    END AS larger_score,
    CASE
        WHEN duplicates.level = 'exact' THEN [{'part': copy.body, 'original_part': original.body}]
        ELSE list_transform(
            duplicates.evidence,
            lambda span: {
                'part': substring(copy.body, span."start" + 1, span."end" - span."start"),
                'original_part': substring(
                    original.body, span.original_start + 1, span.original_end - span.original_start
                )
            }
        )
    END AS shared_parts,
    duplicates.evidence,
    duplicates.month
FROM duplicates
LEFT JOIN articles AS copy ON copy.doc_id = duplicates.doc_id
LEFT JOIN articles AS original ON original.doc_id = duplicates.original_id
