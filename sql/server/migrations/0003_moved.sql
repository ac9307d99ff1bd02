-- What terminals and doors have to know of tickets that were moved after their sale, and every scan
-- of a ticket, because one that is undone may leave another that counts.

-- The seat on the customer's paper and the one the ticket is good for; the last move counts.
CREATE TABLE reseating (
    ticket    bytea   PRIMARY KEY,
    booking   bytea   NOT NULL REFERENCES booking (id),
    showtime  bytea   NOT NULL REFERENCES showtime (id),
    from_seat integer NOT NULL CHECK (from_seat >= 0 AND from_seat <= 65535),
    to_seat   integer NOT NULL CHECK (to_seat >= 0 AND to_seat <= 65535),
    from_name text    NOT NULL,
    to_name   text    NOT NULL,
    reason    text    NOT NULL,
    at        bigint  NOT NULL
);
CREATE INDEX reseating_by_showtime ON reseating (showtime);

-- Who let a ticket in, by which entry; the admission is the earliest that is not undone.
CREATE TABLE scan (
    terminal    bytea   NOT NULL REFERENCES terminal (id),
    incarnation integer NOT NULL,
    seq         bigint  NOT NULL,
    ticket      bytea   NOT NULL,
    showtime    bytea   NOT NULL REFERENCES showtime (id),
    seat        integer NOT NULL CHECK (seat >= 0 AND seat <= 65535),
    at          bigint  NOT NULL,
    undone      integer NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
    PRIMARY KEY (terminal, incarnation, seq)
);
CREATE INDEX scan_by_ticket ON scan (ticket);
INSERT INTO scan (terminal, incarnation, seq, ticket, showtime, seat, at, undone)
    SELECT terminal, incarnation, seq, ticket, showtime, seat, at, undone FROM admission;

-- The token of the right a ticket was sold by; 0: at risk, or on a hold. While a restored database is
-- refilled, a younger right has the seat.
ALTER TABLE ticket ADD COLUMN epoch bigint NOT NULL DEFAULT 0;
UPDATE ticket SET epoch = coalesce(
    (SELECT a.epoch FROM allotment a WHERE a.id = ticket.allotment), 0);
