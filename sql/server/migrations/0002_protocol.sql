-- The whole protocol: online holds and recalls, tasks with owner and deadline, doors, refunds,
-- losses, recovery, policy. In the SQL that SQLite and PostgreSQL share.

ALTER TABLE terminal ADD COLUMN kind text NOT NULL DEFAULT 'counter'
    CHECK (kind IN ('counter', 'kiosk', 'door', 'office', 'online'));

ALTER TABLE enrolment_code ADD COLUMN kind text NOT NULL DEFAULT 'counter'
    CHECK (kind IN ('counter', 'kiosk', 'door', 'office', 'online'));

-- 'waiting': some of its seats are being recalled from a terminal. 'sold': kept for a while so that
-- a repeated booking finds what it made.
ALTER TABLE hold ADD COLUMN state text NOT NULL DEFAULT 'held'
    CHECK (state IN ('waiting', 'held', 'sold'));
ALTER TABLE hold ADD COLUMN customer text NOT NULL DEFAULT '';
ALTER TABLE hold ADD COLUMN address text NOT NULL DEFAULT '';
ALTER TABLE hold ADD COLUMN extended integer NOT NULL DEFAULT 0 CHECK (extended IN (0, 1));
ALTER TABLE hold ADD COLUMN created_at bigint NOT NULL DEFAULT 0;
ALTER TABLE hold ADD COLUMN booking bytea;
CREATE INDEX hold_by_customer ON hold (customer) WHERE customer <> '';
CREATE INDEX hold_by_address ON hold (address) WHERE address <> '';
CREATE INDEX seat_claim_by_hold ON seat_claim (hold) WHERE hold IS NOT NULL;
CREATE INDEX seat_claim_by_ticket ON seat_claim (ticket) WHERE ticket IS NOT NULL;

CREATE TABLE recall (
    id        bytea   PRIMARY KEY,
    hold      bytea   NOT NULL REFERENCES hold (id) ON DELETE CASCADE,
    terminal  bytea   NOT NULL REFERENCES terminal (id),
    showtime  bytea   NOT NULL REFERENCES showtime (id),
    allotment bytea   NOT NULL REFERENCES allotment (id),
    until_at  bigint  NOT NULL,
    open      integer NOT NULL CHECK (open IN (0, 1))
);
CREATE INDEX recall_by_hold ON recall (hold);
CREATE INDEX recall_open ON recall (terminal) WHERE open = 1;
CREATE TABLE recall_seat (
    recall bytea   NOT NULL REFERENCES recall (id) ON DELETE CASCADE,
    seat   integer NOT NULL CHECK (seat >= 0 AND seat <= 65535),
    PRIMARY KEY (recall, seat)
);

ALTER TABLE task ADD COLUMN owner bytea;
ALTER TABLE task ADD COLUMN booking bytea;
ALTER TABLE task ADD COLUMN showtime bytea;
ALTER TABLE task ADD COLUMN amount bigint;
ALTER TABLE task ADD COLUMN currency text;
ALTER TABLE task ADD COLUMN deadline bigint;
-- Words of protocol::TaskAction, and ids in hexadecimal, each list separated by commas.
ALTER TABLE task ADD COLUMN actions text NOT NULL DEFAULT 'settle';
ALTER TABLE task ADD COLUMN tickets text NOT NULL DEFAULT '';
ALTER TABLE task ADD COLUMN business_day bigint NOT NULL DEFAULT 0;
ALTER TABLE task ADD COLUMN closed_by bytea;
ALTER TABLE task ADD COLUMN closed_action text;
ALTER TABLE task ADD COLUMN note text NOT NULL DEFAULT '';

-- A ticket is paid back once (verdict R13). Append-only.
CREATE TABLE refund (
    ticket      bytea   PRIMARY KEY REFERENCES ticket (id),
    booking     bytea   NOT NULL REFERENCES booking (id),
    terminal    bytea   NOT NULL,
    incarnation integer NOT NULL,
    seq         bigint  NOT NULL,
    amount      bigint  NOT NULL CHECK (amount >= 0),
    currency    text    NOT NULL,
    at          bigint  NOT NULL,
    FOREIGN KEY (terminal, incarnation, seq)
        REFERENCES journal_entry (terminal, incarnation, seq)
);
CREATE INDEX refund_by_booking ON refund (booking);

CREATE TABLE revocation (
    id       bytea   PRIMARY KEY,
    ticket   bytea   NOT NULL,
    showtime bytea   NOT NULL REFERENCES showtime (id),
    seat     integer NOT NULL CHECK (seat >= 0 AND seat <= 65535),
    reason   text    NOT NULL CHECK (reason IN
             ('voided', 'exchanged', 'reseated', 'refunded', 'declined', 'lost')),
    at       bigint  NOT NULL,
    UNIQUE (ticket, seat)
);
CREATE INDEX revocation_by_showtime ON revocation (showtime);

-- A ticket is let in once per site; the entry names the scan that counts.
CREATE TABLE admission (
    ticket      bytea   PRIMARY KEY,
    showtime    bytea   NOT NULL REFERENCES showtime (id),
    seat        integer NOT NULL CHECK (seat >= 0 AND seat <= 65535),
    terminal    bytea   NOT NULL REFERENCES terminal (id),
    incarnation integer NOT NULL,
    seq         bigint  NOT NULL,
    at          bigint  NOT NULL,
    undone      integer NOT NULL DEFAULT 0 CHECK (undone IN (0, 1))
);
CREATE INDEX admission_by_showtime ON admission (showtime);

-- Sales known from paper alone: a terminal that is lost, scanned at a door (verdict R8).
ALTER TABLE booking ADD COLUMN from_paper integer NOT NULL DEFAULT 0
    CHECK (from_paper IN (0, 1));

-- Tickets that got no seat, their money owed (verdicts R2, R7). It stands in refund_payable where it
-- is posted; otherwise it is revenue still, because no entry came by which to move it.
CREATE TABLE refund_due (
    ticket  bytea   PRIMARY KEY REFERENCES ticket (id),
    booking bytea   NOT NULL REFERENCES booking (id),
    posted  integer NOT NULL CHECK (posted IN (0, 1))
);
CREATE INDEX refund_due_by_booking ON refund_due (booking);

-- A stored card payment is declined once (verdict R10).
CREATE TABLE card_decline (
    booking     bytea   NOT NULL REFERENCES booking (id),
    reference   text    NOT NULL,
    terminal    bytea   NOT NULL,
    incarnation integer NOT NULL,
    seq         bigint  NOT NULL,
    PRIMARY KEY (booking, reference),
    FOREIGN KEY (terminal, incarnation, seq)
        REFERENCES journal_entry (terminal, incarnation, seq)
);

-- The seat a reseated ticket was sold for and is printed with.
ALTER TABLE ticket ADD COLUMN paper_seat integer;

-- What was printed against what was listed (verdict R11). Append-only.
CREATE TABLE price_variance (
    ticket  bytea  PRIMARY KEY REFERENCES ticket (id),
    printed bigint NOT NULL,
    listed  bigint NOT NULL
);

-- The published mapping of a plan change (verdict R4): where a ticket's seat of the former plan is
-- in the present one.
CREATE TABLE seat_mapping (
    showtime  bytea   NOT NULL REFERENCES showtime (id),
    from_plan bytea   NOT NULL REFERENCES seating_plan (id),
    from_seat integer NOT NULL,
    to_seat   integer NOT NULL,
    PRIMARY KEY (showtime, from_plan, from_seat),
    UNIQUE (showtime, from_plan, to_seat)
);

-- Whose seat numbers an allotment speaks of; NULL for those granted before plans could change.
ALTER TABLE allotment ADD COLUMN plan bytea REFERENCES seating_plan (id);

-- Two disks of that life were seen.
ALTER TABLE terminal_key ADD COLUMN cloned integer NOT NULL DEFAULT 0 CHECK (cloned IN (0, 1));

-- Entries of former lives that came inside entries of a later one.
CREATE TABLE carried_entry (
    terminal       bytea   NOT NULL REFERENCES terminal (id),
    incarnation    integer NOT NULL,
    seq            bigint  NOT NULL,
    by_incarnation integer NOT NULL,
    by_seq         bigint  NOT NULL,
    hash           bytea   NOT NULL,
    PRIMARY KEY (terminal, incarnation, seq, by_incarnation, by_seq)
);

-- Two people declare a terminal lost; between the two it is only proposed.
CREATE TABLE loss (
    terminal    bytea   NOT NULL REFERENCES terminal (id),
    incarnation integer NOT NULL,
    first_by    bytea   NOT NULL REFERENCES operator (id),
    first_at    bigint  NOT NULL,
    second_by   bytea   REFERENCES operator (id),
    second_at   bigint,
    exposure    text    NOT NULL,
    PRIMARY KEY (terminal, incarnation),
    CHECK (second_by IS NULL OR second_by <> first_by),
    CHECK ((second_by IS NULL) = (second_at IS NULL))
);

-- Recovery mode (verdict R9): open while ended_at is NULL.
CREATE TABLE recovery (
    id         bytea  PRIMARY KEY,
    started_at bigint NOT NULL,
    ended_at   bigint,
    reason     text   NOT NULL
);
CREATE TABLE recovery_terminal (
    recovery    bytea   NOT NULL REFERENCES recovery (id),
    terminal    bytea   NOT NULL REFERENCES terminal (id),
    incarnation integer NOT NULL,
    refilled_at bigint,
    PRIMARY KEY (recovery, terminal)
);

CREATE TABLE business_day (
    cinema    bytea  NOT NULL REFERENCES cinema (id),
    day       bigint NOT NULL,
    closed_at bigint NOT NULL,
    closed_by bytea  NOT NULL REFERENCES operator (id),
    PRIMARY KEY (cinema, day)
);

-- The chart of accounts as rows, so that an account can join without a new table of postings.
CREATE TABLE ledger_account (name text PRIMARY KEY);
INSERT INTO ledger_account (name) VALUES
    ('cash_drawer'), ('card_receivable'), ('ticket_revenue'), ('fee_revenue'), ('tax_payable'),
    ('refund_payable'), ('suspense'), ('over_short'), ('customer_receivable'), ('bad_debt');
ALTER TABLE ledger_posting RENAME TO ledger_posting_before;
CREATE TABLE ledger_posting (
    ledger_transaction bytea   NOT NULL REFERENCES ledger_transaction (id),
    position           integer NOT NULL,
    account            text    NOT NULL REFERENCES ledger_account (name),
    amount             bigint  NOT NULL,
    currency           text    NOT NULL,
    PRIMARY KEY (ledger_transaction, position)
);
INSERT INTO ledger_posting (ledger_transaction, position, account, amount, currency)
    SELECT ledger_transaction, position, account, amount, currency FROM ledger_posting_before;
DROP TABLE ledger_posting_before;
