-- name: openRecovery
SELECT id, started_at, reason, ended_at, payments_since, payments_known_at, payments_again_at
FROM recovery WHERE ended_at IS NULL ORDER BY started_at, id LIMIT 1;

-- name: recoveryToLookAgain
SELECT id, started_at, reason, ended_at, payments_since, payments_known_at, payments_again_at
FROM recovery WHERE payments_again_at IS NOT NULL ORDER BY started_at DESC, id LIMIT 1;

-- name: setPaymentsKnown
UPDATE recovery SET payments_since = $2, payments_known_at = $3, payments_again_at = $4
WHERE id = $1;

-- name: lastTimePaymentsWereKnown
SELECT max(started_at) FROM recovery WHERE payments_known_at IS NOT NULL;

-- name: firstWritten
SELECT min(at) FROM audit;

-- name: recoveryTerminals
SELECT terminal, incarnation, refilled_at, waits FROM recovery_terminal WHERE recovery = $1
ORDER BY terminal;

-- name: addRecovery
INSERT INTO recovery (id, started_at, ended_at, reason, payments_since)
VALUES ($1, $2, NULL, $3, $4);

-- name: addRecoveryTerminal
INSERT INTO recovery_terminal (recovery, terminal, incarnation, refilled_at)
VALUES ($1, $2, $3, NULL);

-- name: setRefilled
UPDATE recovery_terminal SET refilled_at = $3
WHERE recovery = $1 AND terminal = $2 AND refilled_at IS NULL;

-- name: setRecoveryWaiting
UPDATE recovery_terminal SET waits = $3 WHERE recovery = $1 AND terminal = $2 AND waits <> $3;

-- name: endRecovery
UPDATE recovery SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL;

-- name: setMeta
UPDATE meta SET bytes = $2 WHERE name = $1;

-- name: lossOf
SELECT terminal, incarnation, first_by, first_at, second_by, second_at, exposure, back_at
FROM loss WHERE terminal = $1 AND incarnation = $2;

-- name: putLoss
INSERT INTO loss (terminal, incarnation, first_by, first_at, second_by, second_at, exposure,
                  back_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (terminal, incarnation) DO UPDATE SET first_by = excluded.first_by,
    first_at = excluded.first_at, second_by = excluded.second_by,
    second_at = excluded.second_at, exposure = excluded.exposure, back_at = excluded.back_at;

-- name: setBack
UPDATE loss SET back_at = $3
WHERE terminal = $1 AND incarnation = $2 AND second_at IS NOT NULL AND back_at IS NULL;

-- name: startsLeased
SELECT DISTINCT s.start_at FROM allotment a
JOIN showtime s ON s.id = a.showtime
WHERE a.terminal = $1 AND a.incarnation = $2 AND a.state <> 'returned' AND s.start_at > $3
ORDER BY s.start_at;

-- name: exposedAllotments
SELECT a.showtime, a.id, a.state FROM allotment a
JOIN showtime s ON s.id = a.showtime
WHERE a.terminal = $1 AND a.incarnation = $2 AND a.state IN ('live', 'expired')
ORDER BY s.start_at, a.epoch;

-- name: formerLivesOnLease
SELECT DISTINCT a.incarnation FROM allotment a
JOIN terminal t ON t.id = a.terminal
WHERE a.terminal = $1 AND a.incarnation < t.incarnation AND a.state IN ('live', 'expired')
ORDER BY a.incarnation;

-- name: sharesOf
SELECT t.id, t.name, count(*) FROM seat_claim c
JOIN allotment a ON a.id = c.allotment
JOIN terminal t ON t.id = a.terminal
WHERE c.showtime = $1 GROUP BY t.id, t.name ORDER BY t.name, t.id;

-- name: claimsOfShowtimes
-- Of those that begin between the two moments: who has how many seats.
SELECT c.kind, a.terminal, count(*) FROM showtime s
JOIN seat_claim c ON c.showtime = s.id
LEFT JOIN allotment a ON a.id = c.allotment
WHERE s.start_at > $1 AND s.start_at < $2
GROUP BY c.kind, a.terminal ORDER BY c.kind, a.terminal;

-- name: plansOfShowtimes
SELECT plan, count(*) FROM showtime
WHERE start_at > $1 AND start_at < $2 AND state <> 'cancelled'
GROUP BY plan ORDER BY plan;

-- name: openTasksByKind
SELECT kind, count(*) FROM task WHERE closed_at IS NULL GROUP BY kind ORDER BY kind;

-- name: closedDay
SELECT closed_at FROM business_day WHERE cinema = $1 AND day = $2;

-- name: addClosedDay
INSERT INTO business_day (cinema, day, closed_at, closed_by) VALUES ($1, $2, $3, $4);

-- name: tasksUntil
SELECT id, kind, subject, text, opened_at, owner, booking, showtime, amount, currency, deadline,
       actions, tickets, business_day, closed_at
FROM task WHERE closed_at IS NULL AND business_day <= $1
ORDER BY opened_at, id;

-- name: openIntent
SELECT i.seq FROM journal_entry i
WHERE i.terminal = $1 AND i.incarnation = $2 AND i.type = 'intent' AND i.booking IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM journal_entry e
                  WHERE e.booking = i.booking AND e.type IN ('sale', 'abandon'))
LIMIT 1;

-- name: countLeasesFrom
UPDATE allotment SET granted_at = $1, state = 'live' WHERE state IN ('live', 'expired');

-- name: skipNumbers
UPDATE counter SET value = value + $2 WHERE name = $1;

-- name: openHolds
SELECT id FROM hold WHERE state <> 'sold' ORDER BY id;
