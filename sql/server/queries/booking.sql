-- name: bookingById
SELECT id, showtime, terminal, incarnation, seq, operator, price_list, business_day, total,
       currency, state, sold_at, from_paper
FROM booking WHERE id = $1;

-- name: addBooking
-- An operator or a price list the server does not know (yet) must not keep a paid sale out.
INSERT INTO booking (id, showtime, terminal, incarnation, seq, operator, price_list, business_day,
                     total, currency, state, sold_at, from_paper)
VALUES ($1, $2, $3, $4, $5, (SELECT id FROM operator WHERE id = $6),
        coalesce((SELECT id FROM price_list WHERE id = $7),
                 (SELECT price_list FROM showtime WHERE id = $2)),
        $8, $9, $10, $11, $12, $13);

-- name: changeBooking
UPDATE booking SET incarnation = $2, seq = $3, operator = (SELECT id FROM operator WHERE id = $4),
    price_list = coalesce((SELECT id FROM price_list WHERE id = $5), price_list),
    business_day = $6, total = $7, state = $8, sold_at = $9, from_paper = $10
WHERE id = $1;

-- name: setBookingState
UPDATE booking SET state = $2 WHERE id = $1;

-- name: soldSince
SELECT count(*) FROM booking JOIN ticket ON ticket.booking = booking.id
WHERE booking.showtime = $1 AND booking.terminal = $2 AND booking.sold_at >= $3;
