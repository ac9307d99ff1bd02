-- Which tickets money that a provider gives back is for: it is told with the refund, and tells it a
-- server that was put back to a time before it.

CREATE TABLE payment_refund (
    payment bytea  NOT NULL REFERENCES payment (id),
    ticket  bytea  NOT NULL REFERENCES ticket (id),
    -- So much of the payment has gone back in all once that of this ticket has.
    total   bigint NOT NULL CHECK (total > 0),
    PRIMARY KEY (payment, ticket)
);
