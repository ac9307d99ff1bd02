-- A table whose rows lie in its primary key is written once; else the row and its key are two. Neither
-- that nor the uniqueness of a column can be changed but by a new table.

CREATE TABLE hold_next (
    id         bytea   PRIMARY KEY NOT NULL,
    showtime   bytea   NOT NULL REFERENCES showtime (id),
    token_hash bytea   NOT NULL,
    expires_at bigint  NOT NULL,
    state      text    NOT NULL DEFAULT 'held' CHECK (state IN ('waiting', 'held', 'sold')),
    customer   text    NOT NULL DEFAULT '',
    address    text    NOT NULL DEFAULT '',
    extended   integer NOT NULL DEFAULT 0 CHECK (extended IN (0, 1)),
    created_at bigint  NOT NULL DEFAULT 0,
    booking    bytea,
    account    bytea   REFERENCES account (id),
    email      text    NOT NULL DEFAULT '',
    language   text    NOT NULL DEFAULT ''
) WITHOUT ROWID;
INSERT INTO hold_next (id, showtime, token_hash, expires_at, state, customer, address, extended,
                       created_at, booking, account, email, language)
SELECT id, showtime, token_hash, expires_at, state, customer, address, extended, created_at, booking,
       account, email, language
FROM hold;
DROP TABLE hold;
ALTER TABLE hold_next RENAME TO hold;
CREATE INDEX hold_by_address ON hold (address, expires_at) WHERE address <> '';
CREATE INDEX hold_by_customer ON hold (customer, expires_at) WHERE customer <> '';
CREATE INDEX hold_open ON hold (expires_at, id) WHERE state <> 'sold';
CREATE INDEX hold_sold ON hold (expires_at, id) WHERE state = 'sold';

CREATE TABLE seat_claim_next (
    showtime  bytea   NOT NULL REFERENCES showtime (id),
    seat      integer NOT NULL CHECK (seat >= 0 AND seat <= 65535),
    kind      text    NOT NULL,
    hold      bytea   REFERENCES hold (id),
    allotment bytea   REFERENCES allotment (id),
    ticket    bytea   REFERENCES ticket (id),
    block     bytea   REFERENCES block (id),
    epoch     bigint  NOT NULL,
    PRIMARY KEY (showtime, seat),
    CHECK ((kind = 'hold' AND hold IS NOT NULL AND allotment IS NULL AND ticket IS NULL
            AND block IS NULL)
        OR (kind = 'allotment' AND hold IS NULL AND allotment IS NOT NULL AND ticket IS NULL
            AND block IS NULL)
        OR (kind = 'ticket' AND hold IS NULL AND allotment IS NULL AND ticket IS NOT NULL
            AND block IS NULL)
        OR (kind = 'block' AND hold IS NULL AND allotment IS NULL AND ticket IS NULL
            AND block IS NOT NULL))
) WITHOUT ROWID;
INSERT INTO seat_claim_next (showtime, seat, kind, hold, allotment, ticket, block, epoch)
SELECT showtime, seat, kind, hold, allotment, ticket, block, epoch FROM seat_claim;
DROP TABLE seat_claim;
ALTER TABLE seat_claim_next RENAME TO seat_claim;
CREATE INDEX seat_claim_by_allotment ON seat_claim (allotment) WHERE allotment IS NOT NULL;
CREATE INDEX seat_claim_by_hold ON seat_claim (hold) WHERE hold IS NOT NULL;
CREATE INDEX seat_claim_by_ticket ON seat_claim (ticket) WHERE ticket IS NOT NULL;

CREATE TABLE seats_version_next (
    showtime bytea  PRIMARY KEY NOT NULL REFERENCES showtime (id),
    version  bigint NOT NULL
) WITHOUT ROWID;
INSERT INTO seats_version_next (showtime, version) SELECT showtime, version FROM seats_version;
DROP TABLE seats_version;
ALTER TABLE seats_version_next RENAME TO seats_version;
