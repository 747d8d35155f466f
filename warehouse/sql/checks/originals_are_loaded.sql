-- What a duplicate repeats was loaded: it is neither a duplicate itself nor rejected.
SELECT copy.doc_id, copy.duplicate_of, original.status AS original_status
FROM documents AS copy
JOIN documents AS original ON original.doc_id = copy.duplicate_of
WHERE original.status IS DISTINCT FROM 'loaded'
