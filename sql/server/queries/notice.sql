-- name: bookingsToRemind
-- Of showtimes that begin in that time, with a ticket that is good; sold so long before that.
SELECT DISTINCT c.booking
FROM showtime s
JOIN ticket t ON t.showtime = s.id AND t.state = 'valid'
JOIN customer_booking c ON c.booking = t.booking
WHERE s.start_at > $1 AND s.start_at <= $2 AND s.state = 'on_sale'
  AND c.reminded_at IS NULL AND (c.email <> '' OR c.phone <> '') AND c.sold_at <= s.start_at - $3
LIMIT $4;

-- name: setReminded
UPDATE customer_booking SET reminded_at = $2 WHERE booking = $1;

-- name: tasksToAlert
SELECT id FROM task WHERE closed_at IS NULL AND alerted_at IS NULL ORDER BY opened_at, id LIMIT $1;

-- name: setAlerted
UPDATE task SET alerted_at = $2 WHERE id = $1;

-- name: staffAccounts
SELECT id, email, name, role, operator, password_hash, active, created_at, language, phone
FROM account
WHERE active = 1 AND role IN ('supervisor', 'manager', 'admin')
ORDER BY id;
