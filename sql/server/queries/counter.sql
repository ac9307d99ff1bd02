-- name: nextNumber
UPDATE counter SET value = value + 1 WHERE name = $1 RETURNING value;

-- name: counterValue
SELECT value FROM counter WHERE name = $1;

-- name: setNumber
UPDATE counter SET value = $2 WHERE name = $1;
