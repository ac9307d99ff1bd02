-- name: recallById
SELECT r.id, r.terminal, r.showtime, r.allotment, a.epoch, r.until_at, r.open, r.hold
FROM recall r JOIN allotment a ON a.id = r.allotment
WHERE r.id = $1;

-- name: seatsOfRecall
SELECT seat FROM recall_seat WHERE recall = $1 ORDER BY seat;

-- name: openRecalls
SELECT r.id, r.terminal, r.showtime, r.allotment, a.epoch, r.until_at, r.open, r.hold
FROM recall r JOIN allotment a ON a.id = r.allotment
WHERE r.terminal = $1 AND r.open = 1 ORDER BY r.id;

-- name: openRecallsOfHold
SELECT r.id, r.terminal, r.showtime, r.allotment, a.epoch, r.until_at, r.open, r.hold
FROM recall r JOIN allotment a ON a.id = r.allotment
WHERE r.hold = $1 AND r.open = 1 ORDER BY r.id;

-- name: addRecall
INSERT INTO recall (id, hold, terminal, showtime, allotment, until_at, open)
VALUES ($1, $2, $3, $4, $5, $6, 1);

-- name: addRecallSeat
INSERT INTO recall_seat (recall, seat) VALUES ($1, $2);

-- name: closeRecall
UPDATE recall SET open = 0 WHERE id = $1 AND open = 1;
