-- The entry of its seller's journal that sold a ticket, as its paper says it: of two sales of one seat
-- by one right, the later one stands (verdict R8). 0: not known; a carried entry had another number.

ALTER TABLE ticket ADD COLUMN incarnation integer NOT NULL DEFAULT 0;
ALTER TABLE ticket ADD COLUMN seq bigint NOT NULL DEFAULT 0;
UPDATE ticket SET
    incarnation = coalesce((SELECT b.incarnation FROM booking b WHERE b.id = ticket.booking), 0),
    seq = coalesce((SELECT b.seq FROM booking b WHERE b.id = ticket.booking), 0)
WHERE EXISTS (SELECT 1 FROM booking b WHERE b.id = ticket.booking AND b.from_paper = 0 AND NOT EXISTS
    (SELECT 1 FROM carried_entry c WHERE c.terminal = b.terminal
     AND c.by_incarnation = b.incarnation AND c.by_seq = b.seq))
AND NOT EXISTS (SELECT 1 FROM ticket x WHERE x.booking = ticket.booking AND x.state = 'exchanged');
