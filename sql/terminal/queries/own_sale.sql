-- name: saveSale
INSERT INTO own_sale (booking, phase, printed, intent_seq, sale_seq) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (booking) DO UPDATE
SET phase = excluded.phase, printed = excluded.printed, sale_seq = excluded.sale_seq;

-- name: saveSaleRight
INSERT INTO own_sale_right (booking, position, allotment, epoch) VALUES ($1, $2, $3, $4)
ON CONFLICT (booking, position) DO NOTHING;

-- name: salesSince
SELECT s.booking, s.phase, s.printed, s.intent_seq, s.sale_seq
FROM own_sale s JOIN journal_entry e ON e.incarnation = $1 AND e.seq = s.intent_seq
WHERE e.at >= $2 OR s.phase = 0 OR (s.phase = 1 AND s.printed = 0)
   OR s.intent_seq >= $3 OR s.sale_seq >= $3
ORDER BY s.intent_seq;

-- name: saleRights
SELECT allotment, epoch FROM own_sale_right WHERE booking = $1 ORDER BY position;

-- name: addTicket
INSERT INTO own_ticket (ticket, booking, showtime, seat, valid) VALUES ($1, $2, $3, $4, 1);

-- name: voidTickets
UPDATE own_ticket SET valid = 0 WHERE booking = $1;
