-- name: terminalState
SELECT terminal, incarnation, cursor, db_incarnation, commit_seq, contact_wall, contact_boot,
       contact_boot_id, last_wall, barred, former_db, former_seq, resting
FROM terminal_state WHERE one = 1;

-- name: addTerminalState
INSERT INTO terminal_state (one, terminal, incarnation, db_incarnation, last_wall)
VALUES (1, $1, $2, $3, $4);

-- name: setIncarnation
UPDATE terminal_state SET incarnation = $1, barred = 0 WHERE one = 1;

-- name: setLastWall
UPDATE terminal_state SET last_wall = max(last_wall, $1) WHERE one = 1;

-- name: setCursor
UPDATE terminal_state
SET cursor = $1, contact_wall = $2, contact_boot = $3, contact_boot_id = $4
WHERE one = 1;

-- name: setStamp
-- A cursor counts in one database only.
UPDATE terminal_state
SET cursor = CASE WHEN db_incarnation = $1 THEN cursor ELSE 0 END,
    db_incarnation = $1, commit_seq = $2
WHERE one = 1 AND (db_incarnation <> $1 OR commit_seq < $2);

-- name: replaceStamp
UPDATE terminal_state
SET db_incarnation = $1, commit_seq = $2, former_db = NULL, former_seq = NULL
WHERE one = 1;

-- name: setFormer
UPDATE terminal_state SET former_db = $1, former_seq = $2 WHERE one = 1;

-- name: setBarred
UPDATE terminal_state SET barred = 1 WHERE one = 1;

-- name: setResting
UPDATE terminal_state SET resting = $1 WHERE one = 1;
