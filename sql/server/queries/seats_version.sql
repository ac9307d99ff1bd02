-- name: seatsVersion
SELECT version FROM seats_version WHERE showtime = $1;

-- name: setSeatsVersion
INSERT INTO seats_version (showtime, version) VALUES ($1, $2)
ON CONFLICT (showtime) DO UPDATE SET version = excluded.version;
