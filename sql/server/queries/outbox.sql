-- name: putMessage
INSERT INTO outbox_message (id, dedup_key, kind, language, recipient, account, fields, state,
                            attempts, next_at, last_error, created_at, good_until, settled_at,
                            channel)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
ON CONFLICT (id) DO UPDATE SET recipient = excluded.recipient, fields = excluded.fields,
    state = excluded.state, attempts = excluded.attempts, next_at = excluded.next_at,
    last_error = excluded.last_error, settled_at = excluded.settled_at;

-- name: messageById
SELECT id, dedup_key, kind, language, recipient, account, fields, state, attempts, next_at,
       last_error, created_at, good_until, settled_at, channel
FROM outbox_message WHERE id = $1;

-- name: messageKeyCount
SELECT count(*) FROM outbox_message WHERE dedup_key = $1;

-- name: dueMessages
SELECT id FROM outbox_message WHERE state = 'waiting' AND channel = $1 AND next_at <= $2
ORDER BY next_at, id LIMIT $3;

-- name: lateMessages
SELECT id FROM outbox_message WHERE state = 'waiting' AND channel = $1 AND good_until <= $2
ORDER BY id LIMIT $3;

-- name: messagesByState
-- Newest first, before that id.
SELECT id, dedup_key, kind, language, recipient, account, fields, state, attempts, next_at,
       last_error, created_at, good_until, settled_at, channel
FROM outbox_message WHERE state = $1 AND id < $2 ORDER BY id DESC LIMIT $3;

-- name: messagesOfAccount
SELECT id, dedup_key, kind, language, recipient, account, fields, state, attempts, next_at,
       last_error, created_at, good_until, settled_at, channel
FROM outbox_message WHERE account = $1 ORDER BY id;

-- name: countMessages
SELECT count(*) FROM outbox_message WHERE state = $1;

-- name: countWaitingMessages
SELECT count(*) FROM outbox_message WHERE state = 'waiting' AND channel = $1;

-- name: oldestMessage
SELECT created_at FROM outbox_message WHERE state = $1 ORDER BY id LIMIT 1;

-- name: dropMessagesSettledBefore
DELETE FROM outbox_message WHERE state <> 'waiting' AND settled_at < $1;
