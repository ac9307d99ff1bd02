-- People who sign in by name and password, what they may do, and how long they stay signed in.

CREATE TABLE account (
    id            bytea   PRIMARY KEY,
    email         text    NOT NULL,
    -- As addresses are compared (domain::emailKeyOf).
    email_key     text    NOT NULL UNIQUE,
    name          text    NOT NULL,
    role          text    NOT NULL CHECK (role IN
                          ('customer', 'usher', 'cashier', 'supervisor', 'manager', 'admin')),
    operator      bytea   REFERENCES operator (id),
    password_hash text    NOT NULL,
    active        integer NOT NULL CHECK (active IN (0, 1)),
    created_at    bigint  NOT NULL
);

-- One signing in, and all that is refreshed from it.
CREATE TABLE session (
    id         bytea   PRIMARY KEY,
    account    bytea   NOT NULL REFERENCES account (id),
    started_at bigint  NOT NULL,
    ends_at    bigint  NOT NULL,
    ended      integer NOT NULL DEFAULT 0 CHECK (ended IN (0, 1))
);
CREATE INDEX session_by_end ON session (ends_at);

-- A refresh token is good once; one that comes a second time ends its session.
CREATE TABLE refresh_token (
    token_hash bytea   PRIMARY KEY,
    session    bytea   NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    used       integer NOT NULL DEFAULT 0 CHECK (used IN (0, 1))
);
CREATE INDEX refresh_token_by_session ON refresh_token (session);
