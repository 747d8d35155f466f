-- Scores and confidences lie between 0 and 1, latitudes and longitudes on the globe.
SELECT 'duplicates' AS found_in, doc_id, score AS value FROM duplicates WHERE NOT coalesce(score BETWEEN 0 AND 1, false)
UNION ALL
SELECT 'stories', doc_id, score FROM stories WHERE NOT coalesce(score BETWEEN 0 AND 1, true)
UNION ALL
SELECT 'segments', doc_id, repeat_share FROM segments WHERE NOT coalesce(repeat_share BETWEEN 0 AND 1, true)
UNION ALL
SELECT 'mentions', doc_id, confidence FROM mentions WHERE NOT coalesce(confidence BETWEEN 0 AND 1, false)
UNION ALL
SELECT 'mentions', doc_id, latitude FROM mentions WHERE NOT coalesce(latitude BETWEEN -90 AND 90, true)
UNION ALL
SELECT 'mentions', doc_id, longitude FROM mentions WHERE NOT coalesce(longitude BETWEEN -180 AND 180, true)
