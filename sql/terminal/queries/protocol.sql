-- name: addAnsweredRecall
INSERT INTO answered_recall (recall) VALUES ($1) ON CONFLICT (recall) DO NOTHING;

-- name: answeredRecalls
SELECT recall FROM answered_recall ORDER BY recall;

-- name: dropAnsweredRecall
DELETE FROM answered_recall WHERE recall = $1;

-- name: addClosedTask
INSERT INTO closed_task (task, incarnation, seq) VALUES ($1, $2, $3)
ON CONFLICT (task) DO UPDATE SET incarnation = excluded.incarnation, seq = excluded.seq;

-- name: closedTasks
SELECT c.task, c.seq,
       c.incarnation <> $1 OR EXISTS (SELECT 1 FROM verdict v
                                      WHERE v.incarnation = c.incarnation AND v.seq = c.seq)
FROM closed_task c ORDER BY c.task;

-- name: dropClosedTask
DELETE FROM closed_task WHERE task = $1;

-- name: addRefundedTicket
INSERT INTO refunded_ticket (ticket) VALUES ($1) ON CONFLICT (ticket) DO NOTHING;

-- name: refundedTickets
SELECT ticket FROM refunded_ticket ORDER BY ticket;

-- name: isRefunded
SELECT 1 FROM refunded_ticket WHERE ticket = $1;

-- name: addFormerLife
INSERT INTO former_life (incarnation) VALUES ($1) ON CONFLICT (incarnation) DO NOTHING;

-- name: setHeard
UPDATE former_life SET heard = $2 WHERE incarnation = $1;

-- name: hearNothing
UPDATE former_life SET heard = 0 WHERE incarnation < $1;

-- name: endFormerLife
UPDATE former_life SET ended = 1 WHERE incarnation = $1;

-- name: formerLives
SELECT f.incarnation, (SELECT coalesce(max(e.seq), 0) FROM journal_entry e
                       WHERE e.incarnation = f.incarnation), f.ended
FROM former_life f WHERE f.incarnation < $1 ORDER BY f.incarnation;

-- name: addCarriedEntry
INSERT INTO carried_entry (incarnation, seq, by_life, by_seq) VALUES ($1, $2, $3, $4);

-- name: carriedBy
SELECT by_seq FROM carried_entry WHERE incarnation = $1 AND seq = $2 AND by_life = $3;

-- name: openEntries
-- Those of a former life that nobody has judged, or whose judge has forgotten them, and the life $2
-- does not carry yet. What that life itself carried is carried again from where it was written.
SELECT e.seq, e.type, e.payload, e.prev_hash, e.hash, e.signature, e.at
FROM journal_entry e LEFT JOIN former_life f ON f.incarnation = e.incarnation
WHERE e.incarnation = $1 AND e.type <> 'carried'
  AND (e.seq > f.heard
       OR NOT EXISTS (SELECT 1 FROM verdict v WHERE v.incarnation = e.incarnation AND v.seq = e.seq))
  AND NOT EXISTS (SELECT 1 FROM carried_entry c
                  WHERE c.incarnation = e.incarnation AND c.seq = e.seq AND c.by_life = $2)
ORDER BY e.seq;
