-- name: terminalById
SELECT id, cinema, name, public_key, incarnation, next_seq, last_hash, state, enrolled_at,
       last_seen_at, kind
FROM terminal WHERE id = $1;

-- name: allTerminals
SELECT id, cinema, name, public_key, incarnation, next_seq, last_hash, state, enrolled_at,
       last_seen_at, kind
FROM terminal ORDER BY name, id;

-- name: putTerminal
INSERT INTO terminal (id, cinema, name, public_key, incarnation, next_seq, last_hash, state,
                      enrolled_at, last_seen_at, kind)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
ON CONFLICT (id) DO UPDATE SET cinema = excluded.cinema, name = excluded.name,
    public_key = excluded.public_key, incarnation = excluded.incarnation,
    next_seq = excluded.next_seq, last_hash = excluded.last_hash, state = excluded.state,
    enrolled_at = excluded.enrolled_at, last_seen_at = excluded.last_seen_at,
    kind = excluded.kind;

-- name: addTerminalKey
INSERT INTO terminal_key (terminal, incarnation, public_key) VALUES ($1, $2, $3)
ON CONFLICT (terminal, incarnation) DO NOTHING;

-- name: terminalKeyOf
SELECT public_key FROM terminal_key WHERE terminal = $1 AND incarnation = $2;

-- name: setJournalHead
UPDATE terminal SET next_seq = $2, last_hash = $3, last_seen_at = $4 WHERE id = $1;

-- name: isCloned
SELECT count(*) FROM terminal_key WHERE terminal = $1 AND incarnation = $2 AND cloned = 1;

-- name: setCloned
UPDATE terminal_key SET cloned = 1 WHERE terminal = $1 AND incarnation = $2;

-- name: isEnded
-- Of two disks of a life only one has said so.
SELECT count(*) FROM terminal_key
WHERE terminal = $1 AND incarnation = $2 AND ended = 1 AND cloned = 0;

-- name: setEnded
UPDATE terminal_key SET ended = 1 WHERE terminal = $1 AND incarnation = $2;

-- name: terminalKeysOf
SELECT incarnation, public_key FROM terminal_key WHERE terminal = $1 ORDER BY incarnation;

-- name: knownJournals
SELECT e.incarnation, e.seq, e.hash FROM journal_entry e
JOIN (SELECT incarnation, max(seq) AS last FROM journal_entry WHERE terminal = $1
      GROUP BY incarnation) AS head ON head.incarnation = e.incarnation AND head.last = e.seq
WHERE e.terminal = $1 ORDER BY e.incarnation;
