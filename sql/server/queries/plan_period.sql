-- name: planPeriods
SELECT last_epoch, plan FROM plan_period WHERE showtime = $1 ORDER BY last_epoch;

-- name: addPlanPeriod
INSERT INTO plan_period (showtime, last_epoch, plan) VALUES ($1, $2, $3)
ON CONFLICT (showtime, last_epoch) DO NOTHING;

-- name: seatMapping
SELECT from_seat, to_seat FROM seat_counterpart WHERE showtime = $1 AND last_epoch = $2
ORDER BY from_seat;

-- name: dropSeatMapping
DELETE FROM seat_counterpart WHERE showtime = $1 AND last_epoch = $2;

-- name: addCounterpart
INSERT INTO seat_counterpart (showtime, last_epoch, from_seat, to_seat) VALUES ($1, $2, $3, $4);
