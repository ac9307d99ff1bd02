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
