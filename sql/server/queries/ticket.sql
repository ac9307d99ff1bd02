-- name: ticketById
SELECT id, booking, showtime, seat, ticket_type, price, tax, currency, allotment, state, paper_seat,
       epoch, incarnation, seq
FROM ticket WHERE id = $1;

-- name: ticketsOfBooking
SELECT id, booking, showtime, seat, ticket_type, price, tax, currency, allotment, state, paper_seat,
       epoch, incarnation, seq
FROM ticket WHERE booking = $1 ORDER BY seat, id;

-- name: addTicket
INSERT INTO ticket (id, booking, showtime, seat, ticket_type, price, tax, currency, allotment,
                    state, paper_seat, epoch, incarnation, seq)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14);

-- name: changeTicket
UPDATE ticket SET seat = $2, ticket_type = $3, tax = $4, paper_seat = $5 WHERE id = $1;

-- name: setTicketState
UPDATE ticket SET state = $2 WHERE id = $1;

-- name: validBookings
SELECT DISTINCT booking FROM ticket WHERE showtime = $1 AND state = 'valid' ORDER BY booking;
