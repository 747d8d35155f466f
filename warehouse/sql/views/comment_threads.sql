-- Who answered whom below an article? For reading order: ORDER BY doc_id, position
-- One row per comment; thread_id is the comment_id that opened its thread. Walking down from the openings always ends,
-- since answers that name each other in a circle hang below none: each of those stands as a thread of its own.
WITH RECURSIVE walk AS (
    SELECT doc_id, comment_id, comment_id AS thread_id
    FROM comments
    WHERE parent_id IS NULL
    UNION ALL
    SELECT comments.doc_id, comments.comment_id, walk.thread_id
    FROM comments
    JOIN walk ON comments.doc_id = walk.doc_id AND comments.parent_id = walk.comment_id
)
SELECT
    comments.doc_id,
    articles.site,
    articles.title,
    coalesce(walk.thread_id, comments.comment_id) AS thread_id,
    comments.comment_id,
    comments.parent_id,
    comments.position,
    comments.depth,
    comments.author,
    answered.author AS answered_author,
    comments.posted_at,
    comments.posted_precision,
    comments.text,
    comments.month
FROM comments
LEFT JOIN walk USING (doc_id, comment_id)
LEFT JOIN comments AS answered ON answered.doc_id = comments.doc_id AND answered.comment_id = comments.parent_id
LEFT JOIN articles ON articles.doc_id = comments.doc_id
