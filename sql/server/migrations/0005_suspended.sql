-- The tickets of a sale in quarantine, by the subject of its task: what has to be released when its
-- money goes back. The block that keeps the seat from being sold, and the allotment that had the
-- right to sell it; NULL: somebody else had the seat, the right was in the pool.
CREATE TABLE suspended_ticket (
    subject   text    NOT NULL,
    ticket    bytea   NOT NULL,
    seat      integer NOT NULL CHECK (seat >= 0 AND seat <= 65535),
    block     bytea   REFERENCES block (id),
    allotment bytea   REFERENCES allotment (id),
    PRIMARY KEY (subject, ticket, seat)
);
CREATE INDEX suspended_ticket_by_ticket ON suspended_ticket (ticket);
