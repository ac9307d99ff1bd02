-- name: ticketById
SELECT id, booking, showtime, seat, ticket_type, price, tax, currency, allotment, state, paper_seat,
       epoch, incarnation, seq, reduced
FROM ticket WHERE id = $1;

-- name: ticketsOfBooking
SELECT id, booking, showtime, seat, ticket_type, price, tax, currency, allotment, state, paper_seat,
       epoch, incarnation, seq, reduced
FROM ticket WHERE booking = $1 ORDER BY seat, id;

-- name: addTicket
INSERT INTO ticket (id, booking, showtime, seat, ticket_type, price, tax, currency, allotment,
                    state, paper_seat, epoch, incarnation, seq, reduced)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15);

-- name: reductionsOf
SELECT discount, amount FROM ticket_reduction WHERE ticket = $1 ORDER BY position;

-- name: addReduction
INSERT INTO ticket_reduction (ticket, position, discount, amount) VALUES ($1, $2, $3, $4)
ON CONFLICT (ticket, position) DO NOTHING;

-- name: changeTicket
UPDATE ticket SET seat = $2, ticket_type = $3, tax = $4, paper_seat = $5, reduced = $6 WHERE id = $1;

-- name: setTicketState
UPDATE ticket SET state = $2 WHERE id = $1;

-- name: validBookings
SELECT DISTINCT booking FROM ticket WHERE showtime = $1 AND state = 'valid' ORDER BY booking;
