-- name: addBlock
INSERT INTO block (id, showtime, reason, created_at) VALUES ($1, $2, $3, $4);
