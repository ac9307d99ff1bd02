-- name: ticketById
SELECT id, booking, showtime, seat, ticket_type, price, tax, currency, allotment, state
FROM ticket WHERE id = $1;

-- name: ticketsOfBooking
SELECT id, booking, showtime, seat, ticket_type, price, tax, currency, allotment, state
FROM ticket WHERE booking = $1 ORDER BY seat, id;

-- name: addTicket
INSERT INTO ticket (id, booking, showtime, seat, ticket_type, price, tax, currency, allotment,
                    state)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: setTicketState
UPDATE ticket SET state = $2 WHERE id = $1;
