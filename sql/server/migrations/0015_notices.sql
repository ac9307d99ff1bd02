-- What people are told by the clock, once: customers before their showtime, staff of new tasks.

ALTER TABLE customer_booking ADD COLUMN reminded_at bigint;
ALTER TABLE task ADD COLUMN alerted_at bigint;
CREATE INDEX task_not_alerted ON task (opened_at, id) WHERE closed_at IS NULL AND alerted_at IS NULL;
