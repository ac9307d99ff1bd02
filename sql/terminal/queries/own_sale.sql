-- name: saveSale
INSERT INTO own_sale (booking, phase, printed, intent_seq, sale_seq, approved_by, moved_printed,
                      not_taken, intent_life, sale_life)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
ON CONFLICT (booking) DO UPDATE
SET phase = excluded.phase, printed = excluded.printed, sale_seq = excluded.sale_seq,
    moved_printed = excluded.moved_printed, not_taken = excluded.not_taken,
    sale_life = CASE WHEN own_sale.sale_seq = 0 THEN excluded.sale_life ELSE own_sale.sale_life END;

-- name: saveSaleRight
INSERT INTO own_sale_right (booking, position, allotment, epoch) VALUES ($1, $2, $3, $4)
ON CONFLICT (booking, position) DO NOTHING;

-- name: salesSince
SELECT s.booking, s.phase, s.printed, s.intent_seq, s.sale_seq, s.intent_life, s.sale_life,
       s.approved_by, s.moved_printed, s.not_taken
FROM own_sale s JOIN journal_entry e ON e.incarnation = s.intent_life AND e.seq = s.intent_seq
WHERE e.at >= $1 OR s.phase = 0 OR (s.phase = 1 AND s.printed = 0)
   OR NOT EXISTS (SELECT 1 FROM verdict v
                  WHERE v.incarnation = s.intent_life AND v.seq = s.intent_seq)
   OR (s.sale_seq > 0 AND NOT EXISTS (SELECT 1 FROM verdict v
                                      WHERE v.incarnation = s.sale_life AND v.seq = s.sale_seq))
ORDER BY s.booking;

-- name: saleRights
SELECT allotment, epoch FROM own_sale_right WHERE booking = $1 ORDER BY position;

-- name: addTicket
INSERT INTO own_ticket (ticket, booking, showtime, seat, valid) VALUES ($1, $2, $3, $4, 1);

-- name: voidTickets
UPDATE own_ticket SET valid = 0 WHERE booking = $1;

-- name: voidTicket
UPDATE own_ticket SET valid = 0 WHERE ticket = $1;

-- name: moveTicket
UPDATE own_ticket SET valid = 0, moved = 1, seat = $2 WHERE ticket = $1;

-- name: revalidateTicket
-- A ticket that moved is good again, unless its sale is void or it was paid back meanwhile. A seat of
-- another plan may have the same number, until the verdict on its sale has said where it is now.
UPDATE own_ticket SET valid = 1 WHERE ticket = $1
  AND EXISTS (SELECT 1 FROM own_sale s WHERE s.booking = own_ticket.booking AND s.phase = 1)
  AND NOT EXISTS (SELECT 1 FROM refunded_ticket r WHERE r.ticket = own_ticket.ticket)
  AND NOT EXISTS (SELECT 1 FROM own_ticket o
                  WHERE o.showtime = own_ticket.showtime AND o.seat = own_ticket.seat
                    AND o.valid = 1 AND o.ticket <> own_ticket.ticket);

-- name: needsNewTickets
UPDATE own_sale SET moved_printed = 0 WHERE booking = $1;
