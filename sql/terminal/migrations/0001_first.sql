-- The terminal's first schema. Ids are 16 bytes (UUIDv7), times are milliseconds since 1970 UTC.

-- One row: who this terminal is and how far it follows the server.
CREATE TABLE terminal_state (
    one             integer PRIMARY KEY CHECK (one = 1),
    terminal        blob    NOT NULL CHECK (length(terminal) = 16),
    incarnation     integer NOT NULL CHECK (incarnation > 0),
    cursor          integer NOT NULL DEFAULT 0 CHECK (cursor >= 0),
    db_incarnation  blob    NOT NULL CHECK (length(db_incarnation) = 16),
    commit_seq      integer NOT NULL DEFAULT 0,
    contact_wall    integer,
    contact_boot    integer,
    contact_boot_id blob,
    last_wall       integer NOT NULL,
    barred          integer NOT NULL DEFAULT 0 CHECK (barred IN (0, 1))
);

-- The journal (DESIGN §2): the truth of what this terminal did, chained by hashes and signed.
CREATE TABLE journal_entry (
    incarnation integer NOT NULL,
    seq         integer NOT NULL CHECK (seq > 0),
    type        text    NOT NULL,
    payload     text    NOT NULL,
    prev_hash   blob    NOT NULL CHECK (length(prev_hash) = 32),
    hash        blob    NOT NULL CHECK (length(hash) = 32),
    signature   blob    NOT NULL CHECK (length(signature) = 64),
    at          integer NOT NULL,
    PRIMARY KEY (incarnation, seq)
);

CREATE TRIGGER journal_entry_no_update BEFORE UPDATE ON journal_entry
BEGIN
    SELECT RAISE(ABORT, 'journal_entry is append-only');
END;

CREATE TRIGGER journal_entry_no_delete BEFORE DELETE ON journal_entry
BEGIN
    SELECT RAISE(ABORT, 'journal_entry is append-only');
END;

-- A gap could never be uploaded.
CREATE TRIGGER journal_entry_no_gap BEFORE INSERT ON journal_entry
WHEN NEW.seq <> 1 + (SELECT coalesce(max(seq), 0) FROM journal_entry
                     WHERE incarnation = NEW.incarnation)
BEGIN
    SELECT RAISE(ABORT, 'journal_entry has no gaps');
END;

-- The server's answer to an entry, given once.
CREATE TABLE verdict (
    incarnation integer NOT NULL,
    seq         integer NOT NULL,
    body        text    NOT NULL,
    PRIMARY KEY (incarnation, seq),
    FOREIGN KEY (incarnation, seq) REFERENCES journal_entry (incarnation, seq)
);

CREATE TRIGGER verdict_no_update BEFORE UPDATE ON verdict
BEGIN
    SELECT RAISE(ABORT, 'verdict is append-only');
END;

CREATE TRIGGER verdict_no_delete BEFORE DELETE ON verdict
BEGIN
    SELECT RAISE(ABORT, 'verdict is append-only');
END;

CREATE TABLE allotment (
    id            blob    PRIMARY KEY CHECK (length(id) = 16),
    showtime      blob    NOT NULL,
    epoch         integer NOT NULL,
    kind          integer NOT NULL,
    state         integer NOT NULL,
    ttl           integer NOT NULL,
    asked_wall    integer,
    asked_boot    integer,
    asked_boot_id blob
) WITHOUT ROWID;

-- What became of each right: 0 mine, 1 intended, 2 sold, 3 returned.
CREATE TABLE seat_right (
    allotment blob    NOT NULL REFERENCES allotment (id),
    seat      integer NOT NULL CHECK (seat >= 0),
    state     integer NOT NULL CHECK (state BETWEEN 0 AND 3),
    PRIMARY KEY (allotment, seat)
) WITHOUT ROWID;

-- Where each sale stands: phase 0 intended, 1 sold, 2 abandoned, 3 voided. What was sold says the
-- journal.
CREATE TABLE own_sale (
    booking    blob    PRIMARY KEY CHECK (length(booking) = 16),
    phase      integer NOT NULL CHECK (phase BETWEEN 0 AND 3),
    printed    integer NOT NULL CHECK (printed IN (0, 1)),
    intent_seq integer NOT NULL CHECK (intent_seq > 0),
    sale_seq   integer NOT NULL CHECK (sale_seq >= 0)
) WITHOUT ROWID;

CREATE INDEX own_sale_open ON own_sale (intent_seq)
    WHERE phase = 0 OR (phase = 1 AND printed = 0);

-- The right under each line of the Intent.
CREATE TABLE own_sale_right (
    booking   blob    NOT NULL REFERENCES own_sale (booking),
    position  integer NOT NULL,
    allotment blob    NOT NULL,
    epoch     integer NOT NULL,
    PRIMARY KEY (booking, position)
) WITHOUT ROWID;

-- Promise I1 on this side: a seat has at most one valid ticket.
CREATE TABLE own_ticket (
    ticket   blob    PRIMARY KEY CHECK (length(ticket) = 16),
    booking  blob    NOT NULL REFERENCES own_sale (booking),
    showtime blob    NOT NULL,
    seat     integer NOT NULL,
    valid    integer NOT NULL CHECK (valid IN (0, 1))
) WITHOUT ROWID;

CREATE UNIQUE INDEX own_ticket_valid ON own_ticket (showtime, seat) WHERE valid = 1;
CREATE INDEX own_ticket_by_booking ON own_ticket (booking);

-- What the server publishes, each thing as the text it came in: it is loaded whole at start and
-- never searched here.
CREATE TABLE replica_row (
    kind text NOT NULL,
    id   blob NOT NULL,
    body text NOT NULL,
    PRIMARY KEY (kind, id)
) WITHOUT ROWID;

-- One letter per seat (domain::letterOf), as of `version` of the feed.
CREATE TABLE replica_seats (
    showtime blob    PRIMARY KEY,
    version  integer NOT NULL,
    letters  text    NOT NULL
) WITHOUT ROWID;
