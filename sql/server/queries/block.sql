-- name: addBlock
INSERT INTO block (id, showtime, reason, created_at) VALUES ($1, $2, $3, $4);

-- name: addSuspended
INSERT INTO suspended_ticket (subject, ticket, seat, block, allotment) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (subject, ticket, seat) DO NOTHING;

-- name: suspendedFor
SELECT ticket, seat, block, allotment FROM suspended_ticket WHERE subject = $1
ORDER BY seat, ticket;

-- name: isSuspended
SELECT count(*) FROM suspended_ticket WHERE ticket = $1;
