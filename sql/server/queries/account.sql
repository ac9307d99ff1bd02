-- name: accountByEmail
SELECT id, email, name, role, operator, password_hash, active, created_at, language,
       phone
FROM account
WHERE email_key = $1;

-- name: accountById
SELECT id, email, name, role, operator, password_hash, active, created_at, language,
       phone
FROM account
WHERE id = $1;

-- name: putAccount
INSERT INTO account (id, email, email_key, name, role, operator, password_hash, active, created_at,
                     language, phone)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
ON CONFLICT (id) DO UPDATE SET email = excluded.email, email_key = excluded.email_key,
    name = excluded.name, role = excluded.role, operator = excluded.operator,
    password_hash = excluded.password_hash, active = excluded.active,
    language = excluded.language, phone = excluded.phone;

-- name: addSession
INSERT INTO session (id, account, started_at, ends_at) VALUES ($1, $2, $3, $4);

-- name: sessionById
SELECT id, account, started_at, ends_at, ended FROM session WHERE id = $1;

-- name: endSession
UPDATE session SET ended = 1 WHERE id = $1;

-- name: endSessionsOf
UPDATE session SET ended = 1 WHERE account = $1;

-- name: endAllSessions
UPDATE session SET ended = 1 WHERE ended = 0;

-- name: dropSessionsEndedBy
DELETE FROM session WHERE ends_at <= $1;

-- name: addRefreshToken
INSERT INTO refresh_token (token_hash, session) VALUES ($1, $2);

-- name: refreshTokenByHash
SELECT session, used FROM refresh_token WHERE token_hash = $1;

-- name: useRefreshToken
UPDATE refresh_token SET used = 1 WHERE token_hash = $1;
