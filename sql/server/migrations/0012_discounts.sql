-- What price lists take off (shared/domain/discount.h says how they stack), what they took off each
-- ticket, and with which codes a payment was begun.

CREATE TABLE discount (
    price_list bytea   NOT NULL REFERENCES price_list (id),
    position   integer NOT NULL,
    key        text    NOT NULL CHECK (length(key) BETWEEN 1 AND 40),
    name       text    NOT NULL,
    kind       text    NOT NULL CHECK (kind IN ('percent', 'amount-off', 'fixed-price')),
    value      bigint  NOT NULL CHECK (value >= 0 AND (kind <> 'percent' OR value <= 10000)),
    code       text    NOT NULL DEFAULT '',
    step       integer NOT NULL CHECK (step BETWEEN 1 AND 4),
    fewest     integer NOT NULL CHECK (fewest >= 1),
    every      integer NOT NULL CHECK (every >= 1),
    from_at    bigint,
    to_at      bigint  CHECK (to_at > from_at),
    PRIMARY KEY (price_list, position),
    UNIQUE (price_list, key)
);

-- Whom a discount is for; none of a sort: for all of it.
CREATE TABLE discount_for (
    price_list bytea   NOT NULL,
    discount   integer NOT NULL,
    position   integer NOT NULL,
    sort       text    NOT NULL CHECK (sort IN ('ticket-type', 'day-part')),
    key        text    NOT NULL,
    PRIMARY KEY (price_list, discount, position),
    FOREIGN KEY (price_list, discount) REFERENCES discount (price_list, position)
);

ALTER TABLE ticket ADD COLUMN reduced bigint NOT NULL DEFAULT 0 CHECK (reduced >= 0);

CREATE TABLE ticket_reduction (
    ticket   bytea   NOT NULL REFERENCES ticket (id),
    position integer NOT NULL,
    discount text    NOT NULL,
    amount   bigint  NOT NULL CHECK (amount > 0),
    PRIMARY KEY (ticket, position)
);

-- As the customer typed them: the price is come to once more when the seats are sold.
CREATE TABLE payment_code (
    payment  bytea   NOT NULL REFERENCES payment (id),
    position integer NOT NULL,
    code     text    NOT NULL CHECK (length(code) BETWEEN 1 AND 100),
    PRIMARY KEY (payment, position)
);
