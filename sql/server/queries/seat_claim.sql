-- name: claimsOfShowtime
SELECT seat, kind, coalesce(hold, allotment, ticket, block), epoch
FROM seat_claim WHERE showtime = $1 ORDER BY seat;

-- name: claimOfSeat
SELECT seat, kind, coalesce(hold, allotment, ticket, block), epoch
FROM seat_claim WHERE showtime = $1 AND seat = $2;

-- name: claimsOfRow
SELECT seat, kind, coalesce(hold, allotment, ticket, block), epoch
FROM seat_claim WHERE showtime = $1 AND seat BETWEEN $2 AND $3 ORDER BY seat;

-- name: seatsOfAllotment
SELECT seat FROM seat_claim WHERE allotment = $1 ORDER BY seat;

-- name: takeFromPool
INSERT INTO seat_claim (showtime, seat, kind, hold, allotment, ticket, block, epoch)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (showtime, seat) DO NOTHING;

-- name: moveClaim
UPDATE seat_claim SET kind = $3, hold = $4, allotment = $5, ticket = $6, block = $7, epoch = $8
WHERE showtime = $1 AND seat = $2 AND kind = $9
  AND coalesce(hold, allotment, ticket, block) = $10;

-- name: giveToPool
DELETE FROM seat_claim
WHERE showtime = $1 AND seat = $2 AND kind = $3
  AND coalesce(hold, allotment, ticket, block) = $4;
