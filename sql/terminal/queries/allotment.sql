-- name: saveAllotment
INSERT INTO allotment (id, showtime, epoch, kind, state, ttl, asked_wall, asked_boot, asked_boot_id,
                       plan, last_former)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
ON CONFLICT (id) DO UPDATE
SET state = excluded.state, ttl = excluded.ttl, asked_wall = excluded.asked_wall,
    asked_boot = excluded.asked_boot, asked_boot_id = excluded.asked_boot_id,
    plan = excluded.plan, last_former = excluded.last_former;

-- name: saveRight
INSERT INTO seat_right (allotment, seat, state) VALUES ($1, $2, $3)
ON CONFLICT (allotment, seat) DO UPDATE SET state = excluded.state;

-- name: setRight
INSERT INTO seat_right (allotment, seat, state)
SELECT id, $2, $3 FROM allotment WHERE id = $1
ON CONFLICT (allotment, seat) DO UPDATE SET state = excluded.state;

-- name: allotments
SELECT id, showtime, epoch, kind, state, ttl, asked_wall, asked_boot, asked_boot_id, plan,
       last_former
FROM allotment ORDER BY id;

-- name: rightsOf
SELECT seat, state FROM seat_right WHERE allotment = $1 ORDER BY seat;

-- name: dropRights
DELETE FROM seat_right;

-- name: dropAllotments
DELETE FROM allotment;

-- name: forgetRights
DELETE FROM seat_right WHERE allotment = $1;

-- name: forgetAllotment
DELETE FROM allotment WHERE id = $1;
