-- name: saveReplicaRow
INSERT INTO replica_row (kind, id, body) VALUES ($1, $2, $3)
ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body;

-- name: dropReplicaRow
DELETE FROM replica_row WHERE kind = $1 AND id = $2;

-- name: replicaRows
SELECT kind, body FROM replica_row;

-- name: saveSeats
INSERT INTO replica_seats (showtime, version, letters) VALUES ($1, $2, $3)
ON CONFLICT (showtime) DO UPDATE SET version = excluded.version, letters = excluded.letters;

-- name: allSeats
SELECT showtime, version, letters FROM replica_seats;

-- name: dropReplicaRows
DELETE FROM replica_row;

-- name: dropReplicaSeats
DELETE FROM replica_seats;
