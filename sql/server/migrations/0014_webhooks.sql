-- What has happened in the house, for other programs to hear of: written in the transaction in which
-- it happens, told by workers afterwards, at least once.

-- `number` grows in the order of commits; `body` is the event in CloudEvents' JSON, so that it is told
-- in the same bytes each time.
CREATE TABLE house_event (
    number    bigint PRIMARY KEY CHECK (number > 0),
    id        bytea  NOT NULL UNIQUE,
    -- What it is about, so that one thing is told as one event.
    dedup_key text   NOT NULL UNIQUE,
    kind      text   NOT NULL,
    booking   bytea  REFERENCES booking (id),
    body      text   NOT NULL,
    at        bigint NOT NULL
);
INSERT INTO counter (name, value) VALUES ('house_event', 0);
CREATE INDEX house_event_by_age ON house_event (at);

-- Where such events are sent. The secrets sign what is sent, so they are kept as they are.
CREATE TABLE webhook (
    id            bytea   PRIMARY KEY,
    url           text    NOT NULL CHECK (url <> ''),
    -- Of the events it wants, with a blank between; '': all.
    kinds         text    NOT NULL,
    note          text    NOT NULL,
    secret        text    NOT NULL,
    -- The one before is good until then.
    former_secret text    NOT NULL,
    former_until  bigint,
    active        integer NOT NULL CHECK (active IN (0, 1)),
    created_at    bigint  NOT NULL
);

CREATE TABLE webhook_delivery (
    id          bytea   PRIMARY KEY,
    webhook     bytea   NOT NULL REFERENCES webhook (id),
    event       bigint  NOT NULL REFERENCES house_event (number),
    state       text    NOT NULL CHECK (state IN ('waiting', 'sent', 'dead')),
    attempts    integer NOT NULL CHECK (attempts >= 0),
    next_at     bigint  NOT NULL,
    -- Of HTTP; 0: no answer came.
    last_status integer NOT NULL,
    last_error  text    NOT NULL,
    created_at  bigint  NOT NULL,
    settled_at  bigint,
    UNIQUE (event, webhook)
);
CREATE INDEX webhook_delivery_due ON webhook_delivery (webhook, next_at, id) WHERE state = 'waiting';
CREATE INDEX webhook_delivery_by_webhook ON webhook_delivery (webhook, id);
