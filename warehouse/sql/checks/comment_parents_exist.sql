-- A comment answers and quotes other comments on its own page, never itself, and stands in a comment segment.
SELECT comments.doc_id, comments.comment_id, comments.parent_id, segments.kind
FROM comments
LEFT JOIN comments AS answered ON answered.doc_id = comments.doc_id AND answered.comment_id = comments.parent_id
LEFT JOIN comments AS quoted ON quoted.doc_id = comments.doc_id AND quoted.comment_id = comments.quoted_comment_id
LEFT JOIN segments ON segments.doc_id = comments.doc_id AND segments.segment_id = comments.comment_id
WHERE comments.comment_id IN (comments.parent_id, comments.quoted_comment_id)
   OR (comments.parent_id IS NOT NULL AND answered.comment_id IS NULL)
   OR (comments.quoted_comment_id IS NOT NULL AND quoted.comment_id IS NULL)
   OR segments.kind IS DISTINCT FROM 'comment'
