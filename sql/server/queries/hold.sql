-- name: holdById
SELECT id, showtime, token_hash, state, customer, address, created_at, expires_at, extended, booking,
       account, email, language, phone
FROM hold WHERE id = $1;

-- name: putHold
INSERT INTO hold (id, showtime, token_hash, state, customer, address, created_at, expires_at,
                  extended, booking, account, email, language, phone)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
ON CONFLICT (id) DO UPDATE SET state = excluded.state, customer = excluded.customer,
    address = excluded.address, expires_at = excluded.expires_at, extended = excluded.extended,
    booking = excluded.booking, email = excluded.email, language = excluded.language,
    account = excluded.account, phone = excluded.phone;

-- name: seatsOfHold
SELECT seat FROM seat_claim WHERE hold = $1 ORDER BY seat;

-- name: dropHold
DELETE FROM hold WHERE id = $1;

-- name: endedHolds
SELECT id FROM (
    SELECT id, expires_at FROM hold WHERE state <> 'sold' AND expires_at <= $1
    UNION
    SELECT h.id, h.expires_at FROM recall r JOIN hold h ON h.id = r.hold
    WHERE r.open = 1 AND r.until_at <= $1 AND h.state <> 'sold') ended
ORDER BY expires_at, id LIMIT $2;

-- name: soldHoldsBefore
SELECT id FROM hold WHERE state = 'sold' AND expires_at <= $1 ORDER BY expires_at, id LIMIT $2;

-- name: seatsHeldBy
SELECT CAST(coalesce(sum(
    (SELECT count(*) FROM seat_claim c WHERE c.hold = h.id)
    + (SELECT count(*) FROM recall_seat s JOIN recall r ON r.id = s.recall
       WHERE r.hold = h.id AND r.open = 1)), 0) AS bigint)
FROM hold h WHERE h.customer = $1 AND h.customer <> '' AND h.expires_at > $2;

-- name: seatsHeldFrom
SELECT CAST(coalesce(sum(
    (SELECT count(*) FROM seat_claim c WHERE c.hold = h.id)
    + (SELECT count(*) FROM recall_seat s JOIN recall r ON r.id = s.recall
       WHERE r.hold = h.id AND r.open = 1)), 0) AS bigint)
FROM hold h WHERE h.address = $1 AND h.address <> '' AND h.expires_at > $2;
