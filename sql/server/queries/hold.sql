-- name: holdById
SELECT id, showtime, token_hash, state, customer, address, created_at, expires_at, extended, booking
FROM hold WHERE id = $1;

-- name: putHold
INSERT INTO hold (id, showtime, token_hash, state, customer, address, created_at, expires_at,
                  extended, booking)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (id) DO UPDATE SET state = excluded.state, customer = excluded.customer,
    address = excluded.address, expires_at = excluded.expires_at, extended = excluded.extended,
    booking = excluded.booking;

-- name: seatsOfHold
SELECT seat FROM seat_claim WHERE hold = $1 ORDER BY seat;

-- name: dropHold
DELETE FROM hold WHERE id = $1;
