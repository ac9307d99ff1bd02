-- What is owed can be settled by a supervisor (TaskAction::Settle), also by tasks that were open before.
-- Terminals hear of them anew: 10 is a task's kind in the feed.
INSERT INTO change (seq, kind, id, terminal, seats)
SELECT c.value + row_number() OVER (ORDER BY t.id), 10, t.id, NULL, ''
FROM task t, counter c
WHERE c.name = 'commit_seq' AND t.kind = 'refund-due' AND t.closed_at IS NULL
  AND t.actions NOT LIKE '%settle%';
UPDATE counter SET value = value + (SELECT count(*) FROM task t
                                    WHERE t.kind = 'refund-due' AND t.closed_at IS NULL
                                      AND t.actions NOT LIKE '%settle%')
WHERE name = 'commit_seq';
UPDATE task SET actions = actions || ',settle'
WHERE kind = 'refund-due' AND closed_at IS NULL AND actions NOT LIKE '%settle%';
