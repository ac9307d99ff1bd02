-- name: addEntry
INSERT INTO journal_entry (terminal, incarnation, seq, type, payload, prev_hash, hash, signature,
                           booking, received_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: entryHash
SELECT hash FROM journal_entry WHERE terminal = $1 AND incarnation = $2 AND seq = $3;

-- name: allEntries
SELECT e.terminal, e.incarnation, e.seq, e.type, e.payload, e.prev_hash, e.hash, e.signature,
       e.booking, e.received_at, v.rule, v.outcome, v.reason
FROM journal_entry e
JOIN verdict v ON v.terminal = e.terminal AND v.incarnation = e.incarnation AND v.seq = e.seq
ORDER BY e.terminal, e.incarnation, e.seq;

-- name: letInOfBooking
SELECT count(*) FROM journal_entry WHERE booking = $1 AND type = 'admitted';
