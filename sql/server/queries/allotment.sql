-- name: allotmentById
SELECT id, terminal, incarnation, showtime, epoch, kind, state, granted_at, ttl_seconds
FROM allotment WHERE id = $1;

-- name: openAllotments
SELECT id, terminal, incarnation, showtime, epoch, kind, state, granted_at, ttl_seconds
FROM allotment
WHERE terminal = $1 AND incarnation = $2 AND state IN ('live', 'expired')
ORDER BY epoch;

-- name: openAllotmentsOfShowtime
SELECT id, terminal, incarnation, showtime, epoch, kind, state, granted_at, ttl_seconds
FROM allotment
WHERE terminal = $1 AND incarnation = $2 AND showtime = $3 AND state IN ('live', 'expired')
ORDER BY epoch;

-- name: putAllotment
INSERT INTO allotment (id, terminal, incarnation, showtime, epoch, kind, state, granted_at,
                       ttl_seconds)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (id) DO UPDATE SET state = excluded.state, granted_at = excluded.granted_at,
    ttl_seconds = excluded.ttl_seconds;

-- name: renewAllotments
UPDATE allotment SET granted_at = $3, state = 'live'
WHERE terminal = $1 AND incarnation = $2 AND state IN ('live', 'expired') AND granted_at < $3;

-- name: dueAllotments
SELECT id FROM allotment
WHERE state = 'live' AND granted_at + ttl_seconds * 1010 + 60000 < $1
ORDER BY epoch;

-- name: setAllotmentState
UPDATE allotment SET state = $2 WHERE id = $1;

-- name: standingSeats
SELECT count(*) FROM seat_claim
JOIN allotment ON allotment.id = seat_claim.allotment
WHERE seat_claim.showtime = $1 AND allotment.kind = 'standing';
