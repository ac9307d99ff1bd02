-- name: carriedVerdict
SELECT c.by_incarnation, c.by_seq
FROM carried_entry c
WHERE c.terminal = $1 AND c.incarnation = $2 AND c.seq = $3 AND c.hash = $4
ORDER BY c.by_incarnation, c.by_seq LIMIT 1;

-- name: addCarried
INSERT INTO carried_entry (terminal, incarnation, seq, by_incarnation, by_seq, hash)
VALUES ($1, $2, $3, $4, $5, $6);
