-- name: openTask
INSERT INTO task (id, kind, subject, text, opened_at, owner, booking, showtime, amount, currency,
                  deadline, actions, tickets, business_day)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, NULLIF($10, ''), $11, $12, $13, $14)
ON CONFLICT (kind, subject) WHERE closed_at IS NULL DO NOTHING;

-- name: openTasks
SELECT id, kind, subject, text, opened_at, owner, booking, showtime, amount, currency, deadline,
       actions, tickets, business_day, closed_at
FROM task WHERE closed_at IS NULL
ORDER BY opened_at, id;

-- name: taskById
SELECT id, kind, subject, text, opened_at, owner, booking, showtime, amount, currency, deadline,
       actions, tickets, business_day, closed_at
FROM task WHERE id = $1;

-- name: openTaskAbout
SELECT id, kind, subject, text, opened_at, owner, booking, showtime, amount, currency, deadline,
       actions, tickets, business_day, closed_at
FROM task WHERE kind = $1 AND subject = $2 AND closed_at IS NULL;

-- name: hadTask
SELECT 1 FROM task WHERE kind = $1 AND subject = $2 LIMIT 1;

-- name: retellTask
UPDATE task SET text = $2, actions = $3 WHERE id = $1 AND closed_at IS NULL;

-- name: closeTask
UPDATE task SET closed_at = $2, closed_by = $3, closed_action = $4, note = $5
WHERE id = $1 AND closed_at IS NULL;
