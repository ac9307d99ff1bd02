-- name: bookingById
SELECT id, showtime, terminal, incarnation, seq, operator, price_list, business_day, total,
       currency, state, sold_at
FROM booking WHERE id = $1;

-- name: addBooking
-- An operator the server does not know (yet) must not keep a paid sale out.
INSERT INTO booking (id, showtime, terminal, incarnation, seq, operator, price_list, business_day,
                     total, currency, state, sold_at)
VALUES ($1, $2, $3, $4, $5, (SELECT id FROM operator WHERE id = $6), $7, $8, $9, $10, $11, $12);

-- name: setBookingState
UPDATE booking SET state = $2 WHERE id = $1;

-- name: soldSince
SELECT count(*) FROM booking JOIN ticket ON ticket.booking = booking.id
WHERE booking.showtime = $1 AND booking.terminal = $2 AND booking.sold_at >= $3;
