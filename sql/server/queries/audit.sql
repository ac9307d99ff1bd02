-- name: addAudit
INSERT INTO audit (number, at, actor, action, text, prev_hash, hash)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: lastAudit
SELECT number, at, actor, action, text, prev_hash, hash FROM audit ORDER BY number DESC LIMIT 1;

-- name: allAudit
SELECT number, at, actor, action, text, prev_hash, hash FROM audit ORDER BY number;
