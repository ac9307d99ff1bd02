-- name: addVerdict
INSERT INTO verdict (terminal, incarnation, seq, rule, outcome, reason, given_at)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: verdictOf
SELECT rule, outcome, reason FROM verdict WHERE terminal = $1 AND incarnation = $2 AND seq = $3;

-- name: addVerdictMove
INSERT INTO verdict_move (terminal, incarnation, seq, position, ticket, from_seat, to_seat)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: movesOfVerdict
SELECT ticket, from_seat, to_seat FROM verdict_move
WHERE terminal = $1 AND incarnation = $2 AND seq = $3 ORDER BY position;
