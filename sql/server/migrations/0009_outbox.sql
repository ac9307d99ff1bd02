-- What people are told, written in the transaction of the event that causes it and delivered by
-- workers afterwards, at least once.

CREATE TABLE outbox_message (
    id         bytea   PRIMARY KEY,
    -- What it is about, so that one event causes one message however often it is told.
    dedup_key  text    NOT NULL UNIQUE,
    kind       text    NOT NULL,
    language   text    NOT NULL,
    recipient  text    NOT NULL,
    account    bytea   REFERENCES account (id),
    -- What the template is filled with, as JSON; emptied once it is sent, secrets with it.
    fields     text    NOT NULL,
    state      text    NOT NULL CHECK (state IN ('waiting', 'sent', 'dead')),
    attempts   integer NOT NULL CHECK (attempts >= 0),
    next_at    bigint  NOT NULL,
    last_error text    NOT NULL,
    created_at bigint  NOT NULL,
    -- After that nobody wants it any more; null: never.
    good_until bigint,
    settled_at bigint
);
CREATE INDEX outbox_due ON outbox_message (next_at, id) WHERE state = 'waiting';
CREATE INDEX outbox_by_state ON outbox_message (state, id);
CREATE INDEX outbox_by_account ON outbox_message (account) WHERE account IS NOT NULL;
