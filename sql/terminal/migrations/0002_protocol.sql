-- The whole protocol: recalls, tasks, refunds, reseated sales, a server that lost its history, and
-- the lives this disk had before.

-- The highest stamp of a history the server has lost, until its whole state is here. NULL: none.
ALTER TABLE terminal_state ADD COLUMN former_db blob;
ALTER TABLE terminal_state ADD COLUMN former_seq integer;

-- What was answered or done here and the feed may still call open.
CREATE TABLE answered_recall (
    recall blob PRIMARY KEY CHECK (length(recall) = 16)
) WITHOUT ROWID;
CREATE TABLE closed_task (
    task        blob    PRIMARY KEY CHECK (length(task) = 16),
    incarnation integer NOT NULL,
    seq         integer NOT NULL, -- of the entry that closed it
    FOREIGN KEY (incarnation, seq) REFERENCES journal_entry (incarnation, seq)
) WITHOUT ROWID;

-- Tickets paid back here, of own sales and of others.
CREATE TABLE refunded_ticket (
    ticket blob PRIMARY KEY CHECK (length(ticket) = 16)
) WITHOUT ROWID;

-- A server that was restored from a backup may judge an entry anew: this counts then.
CREATE TABLE later_verdict (
    incarnation integer NOT NULL,
    seq         integer NOT NULL,
    body        text    NOT NULL,
    PRIMARY KEY (incarnation, seq),
    FOREIGN KEY (incarnation, seq) REFERENCES journal_entry (incarnation, seq)
) WITHOUT ROWID;

-- Lives of this disk before the present one; ended: all their open entries are carried over.
CREATE TABLE former_life (
    incarnation integer PRIMARY KEY,
    ended       integer NOT NULL DEFAULT 0 CHECK (ended IN (0, 1))
);
INSERT INTO former_life (incarnation)
SELECT DISTINCT e.incarnation FROM journal_entry e JOIN terminal_state t ON e.incarnation < t.incarnation;

-- Which entry of a later life carries an entry of a former one.
CREATE TABLE carried_entry (
    incarnation integer NOT NULL,
    seq         integer NOT NULL,
    by_life     integer NOT NULL,
    by_seq      integer NOT NULL,
    PRIMARY KEY (incarnation, seq, by_life),
    FOREIGN KEY (incarnation, seq) REFERENCES journal_entry (incarnation, seq),
    FOREIGN KEY (by_life, by_seq) REFERENCES journal_entry (incarnation, seq)
) WITHOUT ROWID;
CREATE UNIQUE INDEX carried_entry_by ON carried_entry (by_life, by_seq);

-- The life whose journal has the Intent and the Sale; who answers for seats sold at risk; whether
-- the tickets of the new seats are out after a reseating.
ALTER TABLE own_sale ADD COLUMN intent_life integer NOT NULL DEFAULT 0;
ALTER TABLE own_sale ADD COLUMN sale_life integer NOT NULL DEFAULT 0;
ALTER TABLE own_sale ADD COLUMN approved_by blob;
ALTER TABLE own_sale ADD COLUMN moved_printed integer NOT NULL DEFAULT 0
    CHECK (moved_printed IN (0, 1));
-- Until now only the numbers were kept; the entry itself says whose Intent it is.
UPDATE own_sale SET intent_life = coalesce(
    (SELECT max(e.incarnation) FROM journal_entry e
     WHERE e.seq = own_sale.intent_seq AND e.type = 'intent'
       AND instr(replace(e.payload, '-', ''), lower(hex(own_sale.booking))) > 0), 0);
UPDATE own_sale SET sale_life = intent_life WHERE sale_seq > 0;
