-- name: addChange
INSERT INTO change (seq, kind, id, terminal, seats) VALUES ($1, $2, $3, $4, $5);

-- name: oldestChange
SELECT coalesce(min(seq), 0) FROM change;

-- name: changesAfter
SELECT seq, kind, id, terminal, seats FROM change
WHERE seq > $1 AND (terminal IS NULL OR terminal = $2)
ORDER BY seq LIMIT $3;

-- name: allChangesAfter
SELECT seq, kind, id, terminal, seats FROM change WHERE seq > $1 ORDER BY seq;

-- name: pruneChanges
DELETE FROM change WHERE seq <= $1;
