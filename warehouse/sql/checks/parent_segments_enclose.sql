-- A segment's parent exists on the same page, comes before it and encloses it.
SELECT child.doc_id, child.segment_id, child.parent_id
FROM segments AS child
LEFT JOIN segments AS parent ON parent.doc_id = child.doc_id AND parent.segment_id = child.parent_id
WHERE child.parent_id IS NOT NULL
  AND NOT coalesce(
      parent.segment_id < child.segment_id AND parent."start" <= child."start" AND child."end" <= parent."end", false
  )
