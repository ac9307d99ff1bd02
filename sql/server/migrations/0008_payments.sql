-- Card payments of online customers by a provider (server/core/payment.h has the table of states).
-- No number of a card is ever here: `method` is the provider's own token, forgotten once it was used.

CREATE TABLE payment (
    id          bytea   PRIMARY KEY,
    hold        bytea   NOT NULL,
    token_hash  bytea   NOT NULL,
    showtime    bytea   NOT NULL REFERENCES showtime (id),
    booking     bytea   UNIQUE REFERENCES booking (id),
    state       text    NOT NULL CHECK (state IN
                        ('created', 'requires_action', 'authorized', 'captured', 'failed',
                         'cancelled', 'unknown', 'refunding', 'refunded', 'reversed')),
    asked       text    NOT NULL CHECK (asked IN
                        ('none', 'create', 'confirm', 'capture', 'cancel', 'refund', 'fetch')),
    amount      bigint  NOT NULL CHECK (amount > 0),
    currency    text    NOT NULL CHECK (length(currency) = 3),
    authorized  bigint  NOT NULL,
    captured    bigint  NOT NULL,
    refunded    bigint  NOT NULL,
    to_refund   bigint  NOT NULL,
    undone      integer NOT NULL CHECK (undone IN (0, 1)),
    given_up    integer NOT NULL CHECK (given_up IN (0, 1)),
    intent      text    UNIQUE,
    method      text    NOT NULL,
    failure     text    NOT NULL,
    action_url  text    NOT NULL,
    created_at  bigint  NOT NULL,
    attempts    integer NOT NULL CHECK (attempts >= 0),
    -- When the server goes on with it; NULL: nothing is left to do.
    next_try    bigint,
    CHECK (0 <= refunded AND refunded <= to_refund AND to_refund <= captured
           AND captured <= authorized AND authorized <= amount),
    CHECK (state <> 'captured' OR captured > 0),
    CHECK (state <> 'refunded' OR refunded = captured),
    CHECK (undone = 0 OR booking IS NOT NULL)
);
-- One payment of a hold at a time; after one that failed or was given up another may be tried.
CREATE UNIQUE INDEX payment_of_hold ON payment (hold)
    WHERE given_up = 0 AND state NOT IN ('failed', 'cancelled');
CREATE INDEX payment_due ON payment (next_try, id) WHERE next_try IS NOT NULL;

-- Seats of it that are not the first ticket type.
CREATE TABLE payment_seat (
    payment     bytea   NOT NULL REFERENCES payment (id),
    seat        integer NOT NULL CHECK (seat >= 0 AND seat <= 65535),
    ticket_type text    NOT NULL,
    PRIMARY KEY (payment, seat)
);

-- Events of the provider that were taken in: one that comes again changes nothing.
CREATE TABLE payment_event (
    id          text   PRIMARY KEY,
    received_at bigint NOT NULL
);
CREATE INDEX payment_event_by_age ON payment_event (received_at);
