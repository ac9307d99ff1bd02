-- Whose seat numbers an allotment speaks of; NULL: not known.
ALTER TABLE allotment ADD COLUMN plan blob CHECK (plan IS NULL OR length(plan) = 16);

-- A ticket that a verdict has moved may have its seat number by another plan than one sold since: no
-- paid sale must fail on that. Where moved tickets are good the server has seen to.
ALTER TABLE own_ticket ADD COLUMN moved integer NOT NULL DEFAULT 0 CHECK (moved IN (0, 1));
DROP INDEX own_ticket_valid;
CREATE UNIQUE INDEX own_ticket_valid ON own_ticket (showtime, seat) WHERE valid = 1 AND moved = 0;
