-- name: seatMapping
SELECT from_seat, to_seat FROM seat_mapping WHERE showtime = $1 AND from_plan = $2
ORDER BY from_seat;

-- name: formerPlans
SELECT DISTINCT from_plan FROM seat_mapping WHERE showtime = $1 ORDER BY from_plan;

-- name: dropSeatMapping
DELETE FROM seat_mapping WHERE showtime = $1 AND from_plan = $2;

-- name: addSeatMapping
INSERT INTO seat_mapping (showtime, from_plan, from_seat, to_seat) VALUES ($1, $2, $3, $4);
