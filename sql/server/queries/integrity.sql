-- name: ticketsWithoutClaim
SELECT t.id FROM ticket t
LEFT JOIN seat_claim c ON c.showtime = t.showtime AND c.seat = t.seat AND c.ticket = t.id
WHERE t.state = 'valid' AND c.ticket IS NULL ORDER BY t.id;

-- name: claimsWithoutTicket
SELECT c.ticket FROM seat_claim c
JOIN ticket t ON t.id = c.ticket
WHERE t.state <> 'valid' OR t.showtime <> c.showtime OR t.seat <> c.seat ORDER BY c.ticket;

-- name: seatsSoldTwice
SELECT showtime, seat FROM ticket WHERE state = 'valid'
GROUP BY showtime, seat HAVING count(*) > 1 ORDER BY showtime, seat;

-- name: acceptedWithoutBooking
SELECT e.terminal, e.incarnation, e.seq FROM journal_entry e
JOIN verdict v ON v.terminal = e.terminal AND v.incarnation = e.incarnation AND v.seq = e.seq
LEFT JOIN booking b ON b.id = e.booking
WHERE e.type = 'sale' AND v.outcome = 'accepted' AND b.id IS NULL
ORDER BY e.terminal, e.incarnation, e.seq;

-- name: entriesWithoutVerdict
SELECT e.terminal, e.incarnation, e.seq FROM journal_entry e
LEFT JOIN verdict v ON v.terminal = e.terminal AND v.incarnation = e.incarnation AND v.seq = e.seq
WHERE v.seq IS NULL
ORDER BY e.terminal, e.incarnation, e.seq;

-- name: bookingsOutOfBalance
-- The tickets of a booking that were not swapped for others are what was paid for.
SELECT b.id FROM booking b
WHERE b.total <> (SELECT coalesce(sum(t.price), 0) FROM ticket t
                  WHERE t.booking = b.id AND t.state <> 'exchanged')
   OR b.total <> (SELECT coalesce(sum(n.amount), 0) FROM tender n WHERE n.booking = b.id)
   OR (b.total <> 0 AND NOT EXISTS (SELECT 1 FROM ledger_transaction l
                   JOIN journal_entry e ON e.terminal = l.terminal
                       AND e.incarnation = l.incarnation AND e.seq = l.seq
                   WHERE e.booking = b.id AND l.event IN ('sale', 'refund_due', 'paper')))
   OR EXISTS (SELECT 1 FROM ticket t WHERE t.booking = b.id
              AND ((b.state = 'void' AND t.state = 'valid') OR t.showtime <> b.showtime))
ORDER BY b.id;

-- name: claimsOfDeadAllotments
SELECT a.id FROM seat_claim c JOIN allotment a ON a.id = c.allotment
WHERE a.state IN ('lost', 'returned') OR a.showtime <> c.showtime OR a.epoch <> c.epoch
ORDER BY a.id;
