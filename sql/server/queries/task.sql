-- name: openTask
INSERT INTO task (id, kind, subject, text, opened_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (kind, subject) WHERE closed_at IS NULL DO NOTHING;

-- name: openTasks
SELECT id, kind, subject, text, opened_at FROM task WHERE closed_at IS NULL
ORDER BY opened_at, id;
