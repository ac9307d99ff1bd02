-- A table whose rows lie in its primary key is written once; else the row and its key are two. Neither
-- that nor the uniqueness of a column can be changed but by a new table. (Claims stay as they are: the
-- key of a seat lies anywhere, and a small one keeps more of them on the pages that a commit writes.)
-- A CHECK of three words by IN would build a table of them at each row.

CREATE TABLE hold_next (
    id         bytea   PRIMARY KEY NOT NULL,
    showtime   bytea   NOT NULL REFERENCES showtime (id),
    token_hash bytea   NOT NULL,
    expires_at bigint  NOT NULL,
    state      text    NOT NULL DEFAULT 'held'
               CHECK (state = 'waiting' OR state = 'held' OR state = 'sold'),
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

CREATE TABLE seats_version_next (
    showtime bytea  PRIMARY KEY NOT NULL REFERENCES showtime (id),
    version  bigint NOT NULL
) WITHOUT ROWID;
INSERT INTO seats_version_next (showtime, version) SELECT showtime, version FROM seats_version;
DROP TABLE seats_version;
ALTER TABLE seats_version_next RENAME TO seats_version;
