-- name: addEntry
INSERT INTO journal_entry (incarnation, seq, type, payload, prev_hash, hash, signature, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: lastEntry
SELECT seq, hash FROM journal_entry WHERE incarnation = $1 ORDER BY seq DESC LIMIT 1;

-- name: entriesFrom
SELECT seq, type, payload, prev_hash, hash, signature, at FROM journal_entry
WHERE incarnation = $1 AND seq >= $2
ORDER BY seq LIMIT $3;

-- name: firstWaitingSeq
SELECT e.seq FROM journal_entry e
WHERE e.incarnation = $1
  AND NOT EXISTS (SELECT 1 FROM verdict v WHERE v.incarnation = e.incarnation AND v.seq = e.seq)
ORDER BY e.seq LIMIT 1;

-- name: entryText
SELECT type, payload FROM journal_entry WHERE incarnation = $1 AND seq = $2;

-- name: addVerdict
INSERT INTO verdict (incarnation, seq, body) VALUES ($1, $2, $3)
ON CONFLICT (incarnation, seq) DO NOTHING;

-- name: addLaterVerdict
INSERT INTO later_verdict (incarnation, seq, body)
SELECT incarnation, seq, $3 FROM verdict WHERE incarnation = $1 AND seq = $2 AND body <> $3
ON CONFLICT (incarnation, seq) DO UPDATE SET body = excluded.body;

-- name: addLaterCarriedVerdict
INSERT INTO later_verdict (incarnation, seq, body)
SELECT c.incarnation, c.seq, $3 FROM carried_entry c
JOIN verdict v ON v.incarnation = c.incarnation AND v.seq = c.seq
WHERE c.by_life = $1 AND c.by_seq = $2 AND v.body <> $3
ON CONFLICT (incarnation, seq) DO UPDATE SET body = excluded.body;

-- name: addCarriedVerdict
-- The verdict on what carries an entry is that entry's.
INSERT INTO verdict (incarnation, seq, body)
SELECT incarnation, seq, $3 FROM carried_entry WHERE by_life = $1 AND by_seq = $2
ON CONFLICT (incarnation, seq) DO NOTHING;

-- name: verdictOn
SELECT coalesce(l.body, v.body)
FROM verdict v LEFT JOIN later_verdict l ON l.incarnation = v.incarnation AND l.seq = v.seq
WHERE v.incarnation = $1 AND v.seq = $2;

-- name: latestAdmissions
SELECT type, payload FROM (
    SELECT seq, type, payload FROM journal_entry
    WHERE incarnation = $1 AND type IN ('admitted', 'admission_undone')
    ORDER BY seq DESC LIMIT $2) AS latest
ORDER BY seq;

-- name: entryHash
SELECT hash FROM journal_entry WHERE incarnation = $1 AND seq = $2;
