-- name: tendersOfBooking
SELECT kind, amount, received, change, currency, reference, rounded
FROM tender WHERE booking = $1 ORDER BY position;

-- name: addTender
INSERT INTO tender (booking, position, kind, amount, received, change, currency, reference, rounded)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: dropTenders
DELETE FROM tender WHERE booking = $1;
