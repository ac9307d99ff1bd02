-- name: rowCounts
SELECT 'journal_entry', count(*) FROM journal_entry
UNION ALL SELECT 'verdict', count(*) FROM verdict
UNION ALL SELECT 'later_verdict', count(*) FROM later_verdict
UNION ALL SELECT 'allotment', count(*) FROM allotment
UNION ALL SELECT 'seat_right', count(*) FROM seat_right
UNION ALL SELECT 'own_sale', count(*) FROM own_sale
UNION ALL SELECT 'own_ticket', count(*) FROM own_ticket
UNION ALL SELECT 'refunded_ticket', count(*) FROM refunded_ticket
UNION ALL SELECT 'answered_recall', count(*) FROM answered_recall
UNION ALL SELECT 'closed_task', count(*) FROM closed_task
UNION ALL SELECT 'former_life', count(*) FROM former_life
UNION ALL SELECT 'carried_entry', count(*) FROM carried_entry
UNION ALL SELECT 'replica_row', count(*) FROM replica_row
UNION ALL SELECT 'replica_seats', count(*) FROM replica_seats;

-- name: journalHeads
-- Without payloads: those name people.
SELECT e.incarnation, e.seq, e.type, e.hash, coalesce(l.body, v.body)
FROM journal_entry e
LEFT JOIN verdict v ON v.incarnation = e.incarnation AND v.seq = e.seq
LEFT JOIN later_verdict l ON l.incarnation = e.incarnation AND l.seq = e.seq
ORDER BY e.incarnation DESC, e.seq DESC LIMIT $1;
