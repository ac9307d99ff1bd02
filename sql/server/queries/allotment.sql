-- name: allotmentById
SELECT a.id, a.terminal, a.incarnation, a.showtime, a.epoch, a.kind, a.state, a.granted_at,
       a.ttl_seconds, a.plan,
       (SELECT max(p.last_epoch) FROM plan_period p WHERE p.showtime = a.showtime)
FROM allotment a WHERE a.id = $1;

-- name: sellableAllotments
WITH own AS MATERIALIZED (
    SELECT a.id, a.terminal, a.incarnation, a.showtime, a.epoch, a.kind, a.state, a.granted_at,
           a.ttl_seconds, a.plan,
           (SELECT max(p.last_epoch) FROM plan_period p WHERE p.showtime = a.showtime) AS last_former
    FROM allotment a
    JOIN showtime s ON s.id = a.showtime
    WHERE a.terminal = $1 AND a.incarnation = $2 AND a.state IN ('live', 'expired')
      AND s.end_at > $3)
SELECT own.id, own.terminal, own.incarnation, own.showtime, own.epoch, own.kind, own.state,
       own.granted_at, own.ttl_seconds, own.plan, own.last_former, c.seat
FROM own JOIN seat_claim c ON c.allotment = own.id
ORDER BY own.epoch, c.seat;

-- name: endedAllotments
-- The first condition says no more than the second, but it is that of the index allotment_open.
SELECT a.id, a.terminal, a.incarnation, a.showtime, a.epoch, a.kind, a.state, a.granted_at,
       a.ttl_seconds, a.plan,
       (SELECT max(p.last_epoch) FROM plan_period p WHERE p.showtime = a.showtime)
FROM allotment a
JOIN showtime s ON s.id = a.showtime
WHERE a.state IN ('live', 'expired') AND a.state = 'expired' AND s.end_at <= $1
ORDER BY a.granted_at, a.epoch LIMIT $2;

-- name: putAllotment
-- Its seat numbers are those of the plan the showtime has when it is granted.
INSERT INTO allotment (id, terminal, incarnation, showtime, epoch, kind, state, granted_at,
                       ttl_seconds, plan)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, (SELECT plan FROM showtime WHERE id = $4))
ON CONFLICT (id) DO UPDATE SET state = excluded.state, granted_at = excluded.granted_at,
    ttl_seconds = excluded.ttl_seconds;

-- name: openAllotmentsOfShowtime
SELECT id FROM allotment WHERE showtime = $1 AND state IN ('live', 'expired') ORDER BY epoch;

-- name: openAllotmentsOf
SELECT id, terminal, incarnation, showtime, epoch, kind, state, granted_at, ttl_seconds
FROM allotment
WHERE terminal = $1 AND incarnation = $2 AND state IN ('live', 'expired') ORDER BY epoch;

-- name: renewAllotments
UPDATE allotment SET granted_at = $3, state = 'live'
WHERE terminal = $1 AND incarnation = $2 AND state IN ('live', 'expired') AND granted_at < $3
  AND EXISTS (SELECT 1 FROM showtime WHERE id = allotment.showtime AND end_at > $3);

-- name: dueAllotments
-- $2, $3: milliseconds that a lease lasts for each second of its ttl, and beside that.
SELECT id FROM allotment
WHERE state = 'live' AND granted_at < $1 AND granted_at + ttl_seconds * $2 + $3 < $1
ORDER BY granted_at, epoch;

-- name: setAllotmentState
UPDATE allotment SET state = $2 WHERE id = $1;

-- name: standingSeats
SELECT count(*) FROM seat_claim
JOIN allotment ON allotment.id = seat_claim.allotment
WHERE seat_claim.showtime = $1 AND allotment.kind = 'standing';
