-- The server's first schema, in the SQL that SQLite and PostgreSQL share. Ids are 16 bytes (UUIDv7),
-- times are milliseconds since 1970 UTC, dates are days since 1970, money is whole minor units with
-- its currency. What must differ between the engines stands in the companions beside this file.

CREATE TABLE meta (
    name  text  PRIMARY KEY,
    bytes bytea NOT NULL
);

-- Numbers that only grow: commit_seq (the feed), epoch (fencing tokens).
CREATE TABLE counter (
    name  text   PRIMARY KEY,
    value bigint NOT NULL CHECK (value >= 0)
);
INSERT INTO counter (name, value) VALUES ('commit_seq', 0), ('epoch', 0);

CREATE TABLE setting (
    name  text PRIMARY KEY,
    value text NOT NULL
);

CREATE TABLE cinema (
    id        bytea PRIMARY KEY,
    name      text  NOT NULL UNIQUE CHECK (name <> ''),
    address   text  NOT NULL,
    currency  text  NOT NULL CHECK (length(currency) = 3),
    time_zone text  NOT NULL
);

-- A plan never changes: `json` is its text, `hash` the hash of that text.
CREATE TABLE seating_plan (
    id         bytea   PRIMARY KEY,
    name       text    NOT NULL,
    version    integer NOT NULL CHECK (version > 0),
    seat_count integer NOT NULL CHECK (seat_count >= 0 AND seat_count <= 65535),
    json       text    NOT NULL,
    hash       bytea   NOT NULL UNIQUE,
    UNIQUE (name, version)
);

CREATE TABLE auditorium (
    id     bytea PRIMARY KEY,
    cinema bytea NOT NULL REFERENCES cinema (id),
    name   text  NOT NULL CHECK (name <> ''),
    plan   bytea NOT NULL REFERENCES seating_plan (id),
    UNIQUE (cinema, name)
);

CREATE TABLE movie (
    id              bytea   PRIMARY KEY,
    title           text    NOT NULL CHECK (title <> ''),
    title_key       text    NOT NULL,
    release_year    integer NOT NULL,
    released        bigint,
    running_minutes integer CHECK (running_minutes > 0),
    rating          text    NOT NULL,
    genre           text    NOT NULL,
    director        text    NOT NULL,
    distributor     text    NOT NULL,
    UNIQUE (title, release_year)
);
CREATE INDEX movie_by_title_key ON movie (title_key, id);

CREATE TABLE price_list (
    id               bytea   PRIMARY KEY,
    name             text    NOT NULL UNIQUE,
    valid_from       bigint  NOT NULL,
    valid_to         bigint  CHECK (valid_to > valid_from),
    currency         text    NOT NULL CHECK (length(currency) = 3),
    tax_basis_points integer NOT NULL CHECK (tax_basis_points >= 0)
);
CREATE TABLE ticket_type (
    price_list     bytea   NOT NULL REFERENCES price_list (id),
    position       integer NOT NULL,
    key            text    NOT NULL,
    name           text    NOT NULL,
    companion_only integer NOT NULL CHECK (companion_only IN (0, 1)),
    PRIMARY KEY (price_list, position),
    UNIQUE (price_list, key)
);
CREATE TABLE price_row (
    price_list  bytea   NOT NULL REFERENCES price_list (id),
    position    integer NOT NULL,
    area_key    text    NOT NULL,
    ticket_type text    NOT NULL,
    day_part    text    NOT NULL CHECK (day_part IN ('matinee', 'afternoon', 'evening', 'weekend')),
    price       bigint  NOT NULL CHECK (price >= 0),
    PRIMARY KEY (price_list, position),
    UNIQUE (price_list, area_key, ticket_type, day_part),
    FOREIGN KEY (price_list, ticket_type) REFERENCES ticket_type (price_list, key)
);

CREATE TABLE showtime (
    id                 bytea   PRIMARY KEY,
    movie              bytea   NOT NULL REFERENCES movie (id),
    auditorium         bytea   NOT NULL REFERENCES auditorium (id),
    plan               bytea   NOT NULL REFERENCES seating_plan (id),
    price_list         bytea   NOT NULL REFERENCES price_list (id),
    day_part           text    NOT NULL
                       CHECK (day_part IN ('matinee', 'afternoon', 'evening', 'weekend')),
    start_at           bigint  NOT NULL,
    end_at             bigint  NOT NULL CHECK (end_at > start_at),
    clean_until        bigint  NOT NULL CHECK (clean_until >= end_at),
    business_day       bigint  NOT NULL,
    utc_offset_minutes integer NOT NULL,
    state              text    NOT NULL CHECK (state IN ('on_sale', 'cancelled'))
);
CREATE INDEX showtime_by_start ON showtime (start_at, id);
CREATE INDEX showtime_by_day ON showtime (business_day, start_at, id);
CREATE INDEX showtime_by_movie ON showtime (movie, start_at, id);
CREATE INDEX showtime_by_auditorium ON showtime (auditorium, start_at, id);

-- The version of a showtime's seats: the commit_seq of their last change.
CREATE TABLE seats_version (
    showtime bytea  PRIMARY KEY REFERENCES showtime (id),
    version  bigint NOT NULL
);

CREATE TABLE operator (
    id       bytea   PRIMARY KEY,
    name     text    NOT NULL UNIQUE CHECK (name <> ''),
    role     text    NOT NULL CHECK (role IN ('cashier', 'supervisor', 'manager')),
    pin_hash text    NOT NULL,
    active   integer NOT NULL CHECK (active IN (0, 1))
);

-- A device and the head of its journal.
CREATE TABLE terminal (
    id           bytea   PRIMARY KEY,
    cinema       bytea   NOT NULL REFERENCES cinema (id),
    name         text    NOT NULL CHECK (name <> ''),
    public_key   bytea   NOT NULL,
    incarnation  integer NOT NULL CHECK (incarnation > 0),
    next_seq     bigint  NOT NULL CHECK (next_seq > 0),
    last_hash    bytea   NOT NULL,
    state        text    NOT NULL CHECK (state IN ('active', 'quarantined')),
    enrolled_at  bigint  NOT NULL,
    last_seen_at bigint  NOT NULL
);
-- Every life of a terminal's disk with the key that signed it: old journals stay provable.
CREATE TABLE terminal_key (
    terminal    bytea   NOT NULL REFERENCES terminal (id),
    incarnation integer NOT NULL,
    public_key  bytea   NOT NULL,
    PRIMARY KEY (terminal, incarnation)
);

CREATE TABLE enrolment_code (
    code_hash     bytea   PRIMARY KEY,
    cinema        bytea   NOT NULL REFERENCES cinema (id),
    terminal      bytea   REFERENCES terminal (id),
    terminal_name text    NOT NULL,
    expires_at    bigint  NOT NULL,
    used          integer NOT NULL DEFAULT 0 CHECK (used IN (0, 1))
);

CREATE TABLE allotment (
    id          bytea   PRIMARY KEY,
    terminal    bytea   NOT NULL REFERENCES terminal (id),
    incarnation integer NOT NULL,
    showtime    bytea   NOT NULL REFERENCES showtime (id),
    epoch       bigint  NOT NULL UNIQUE,
    kind        text    NOT NULL CHECK (kind IN ('standing', 'asked')),
    state       text    NOT NULL CHECK (state IN ('live', 'expired', 'returned', 'lost')),
    granted_at  bigint  NOT NULL,
    ttl_seconds bigint  NOT NULL CHECK (ttl_seconds > 0)
);
CREATE INDEX allotment_open ON allotment (terminal, incarnation, showtime)
    WHERE state IN ('live', 'expired');
CREATE INDEX allotment_live ON allotment (granted_at) WHERE state = 'live';

CREATE TABLE hold (
    id         bytea  PRIMARY KEY,
    showtime   bytea  NOT NULL REFERENCES showtime (id),
    token_hash bytea  NOT NULL UNIQUE,
    expires_at bigint NOT NULL
);
CREATE INDEX hold_by_expiry ON hold (expires_at);

CREATE TABLE block (
    id         bytea  PRIMARY KEY,
    showtime   bytea  NOT NULL REFERENCES showtime (id),
    reason     text   NOT NULL CHECK (reason <> ''),
    created_at bigint NOT NULL
);

CREATE TABLE booking (
    id           bytea   PRIMARY KEY,
    showtime     bytea   NOT NULL REFERENCES showtime (id),
    terminal     bytea   NOT NULL REFERENCES terminal (id),
    incarnation  integer NOT NULL,
    seq          bigint  NOT NULL,
    operator     bytea   REFERENCES operator (id),
    price_list   bytea   NOT NULL REFERENCES price_list (id),
    business_day bigint  NOT NULL,
    total        bigint  NOT NULL,
    currency     text    NOT NULL,
    state        text    NOT NULL CHECK (state IN ('valid', 'void')),
    sold_at      bigint  NOT NULL,
    UNIQUE (terminal, incarnation, seq)
);
CREATE INDEX booking_by_showtime ON booking (showtime, terminal, sold_at);

CREATE TABLE ticket (
    id          bytea   PRIMARY KEY,
    booking     bytea   NOT NULL REFERENCES booking (id),
    showtime    bytea   NOT NULL REFERENCES showtime (id),
    seat        integer NOT NULL CHECK (seat >= 0 AND seat <= 65535),
    ticket_type text    NOT NULL,
    price       bigint  NOT NULL CHECK (price >= 0),
    tax         bigint  NOT NULL CHECK (tax >= 0 AND tax <= price),
    currency    text    NOT NULL,
    allotment   bytea   REFERENCES allotment (id),
    state       text    NOT NULL CHECK (state IN ('valid', 'void', 'exchanged'))
);
-- Promise I1, the second lock.
CREATE UNIQUE INDEX ticket_valid_seat ON ticket (showtime, seat) WHERE state = 'valid';
CREATE INDEX ticket_by_booking ON ticket (booking);

CREATE TABLE tender (
    booking   bytea   NOT NULL REFERENCES booking (id),
    position  integer NOT NULL,
    kind      text    NOT NULL CHECK (kind IN ('cash', 'card', 'voucher')),
    amount    bigint  NOT NULL,
    received  bigint  NOT NULL,
    change    bigint  NOT NULL,
    currency  text    NOT NULL,
    reference text    NOT NULL,
    PRIMARY KEY (booking, position)
);

-- The right to sell (promise I1, the first lock): one row per seat that is not in the pool, and the
-- one owner it has.
CREATE TABLE seat_claim (
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
);
CREATE INDEX seat_claim_by_allotment ON seat_claim (allotment) WHERE allotment IS NOT NULL;

-- What terminals did, as they wrote it. Append-only.
CREATE TABLE journal_entry (
    terminal    bytea   NOT NULL REFERENCES terminal (id),
    incarnation integer NOT NULL,
    seq         bigint  NOT NULL CHECK (seq > 0),
    type        text    NOT NULL,
    payload     text    NOT NULL,
    prev_hash   bytea   NOT NULL,
    hash        bytea   NOT NULL,
    signature   bytea   NOT NULL,
    booking     bytea,
    received_at bigint  NOT NULL,
    PRIMARY KEY (terminal, incarnation, seq)
);
CREATE INDEX journal_entry_by_booking ON journal_entry (booking) WHERE booking IS NOT NULL;

-- One answer per entry, for ever. `moves` are the seats of a reseating. Append-only.
CREATE TABLE verdict (
    terminal    bytea   NOT NULL,
    incarnation integer NOT NULL,
    seq         bigint  NOT NULL,
    rule        text    NOT NULL,
    outcome     text    NOT NULL CHECK (outcome IN
                        ('noted', 'accepted', 'reseated', 'refund_due', 'quarantined')),
    reason      text    NOT NULL,
    given_at    bigint  NOT NULL,
    PRIMARY KEY (terminal, incarnation, seq),
    FOREIGN KEY (terminal, incarnation, seq)
        REFERENCES journal_entry (terminal, incarnation, seq)
);
CREATE TABLE verdict_move (
    terminal    bytea   NOT NULL,
    incarnation integer NOT NULL,
    seq         bigint  NOT NULL,
    position    integer NOT NULL,
    ticket      bytea   NOT NULL,
    from_seat   integer NOT NULL,
    to_seat     integer NOT NULL,
    PRIMARY KEY (terminal, incarnation, seq, position),
    FOREIGN KEY (terminal, incarnation, seq) REFERENCES verdict (terminal, incarnation, seq)
);

-- Double entry (promise I3): the postings of a transaction add up to zero. Append-only.
CREATE TABLE ledger_transaction (
    id           bytea   PRIMARY KEY,
    event        text    NOT NULL,
    terminal     bytea   NOT NULL,
    incarnation  integer NOT NULL,
    seq          bigint  NOT NULL,
    business_day bigint  NOT NULL,
    at           bigint  NOT NULL,
    UNIQUE (terminal, incarnation, seq),
    FOREIGN KEY (terminal, incarnation, seq)
        REFERENCES journal_entry (terminal, incarnation, seq)
);
CREATE TABLE ledger_posting (
    ledger_transaction bytea   NOT NULL REFERENCES ledger_transaction (id),
    position           integer NOT NULL,
    account            text    NOT NULL CHECK (account IN
                               ('cash_drawer', 'card_receivable', 'ticket_revenue', 'fee_revenue',
                                'tax_payable', 'refund_payable', 'suspense', 'over_short')),
    amount             bigint  NOT NULL,
    currency           text    NOT NULL,
    PRIMARY KEY (ledger_transaction, position)
);

-- The feed, in the order of commits. Kinds are the numbers of ports::FeedKind. Its oldest rows are
-- forgotten: whoever is behind gets a snapshot.
CREATE TABLE change (
    seq      bigint  PRIMARY KEY,
    kind     integer NOT NULL,
    id       bytea   NOT NULL,
    terminal bytea,
    seats    text    NOT NULL
);

CREATE TABLE task (
    id        bytea  PRIMARY KEY,
    kind      text   NOT NULL,
    subject   text   NOT NULL,
    text      text   NOT NULL,
    opened_at bigint NOT NULL,
    closed_at bigint
);
CREATE UNIQUE INDEX task_open ON task (kind, subject) WHERE closed_at IS NULL;

-- Promise I8: each record carries the hash of the one before. Append-only.
CREATE TABLE audit (
    number    bigint PRIMARY KEY,
    at        bigint NOT NULL,
    actor     text   NOT NULL,
    action    text   NOT NULL,
    text      text   NOT NULL,
    prev_hash bytea  NOT NULL UNIQUE,
    hash      bytea  NOT NULL
);
