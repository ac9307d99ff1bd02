-- name: addRevocation
INSERT INTO revocation (id, ticket, showtime, seat, reason, at) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (ticket, seat) DO NOTHING;

-- name: dropRevocation
DELETE FROM revocation WHERE ticket = $1 AND seat = $2;

-- name: revocationById
SELECT id, ticket, showtime, seat, reason, at FROM revocation WHERE id = $1;

-- name: revocationsAhead
SELECT r.id, r.ticket, r.showtime, r.seat, r.reason, r.at
FROM revocation r JOIN showtime s ON s.id = r.showtime
WHERE s.end_at > $1 ORDER BY r.at, r.id;

-- name: admissionOf
SELECT a.ticket, a.showtime, a.seat, a.terminal, t.name, a.at, a.undone, a.incarnation, a.seq
FROM admission a JOIN terminal t ON t.id = a.terminal
WHERE a.ticket = $1;

-- name: putAdmission
INSERT INTO admission (ticket, showtime, seat, terminal, incarnation, seq, at, undone)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (ticket) DO UPDATE SET showtime = excluded.showtime, seat = excluded.seat,
    terminal = excluded.terminal, incarnation = excluded.incarnation, seq = excluded.seq,
    at = excluded.at, undone = excluded.undone;

-- name: admissionsAhead
SELECT a.ticket, a.showtime, a.seat, a.terminal, t.name, a.at, a.undone, a.incarnation, a.seq
FROM admission a JOIN terminal t ON t.id = a.terminal JOIN showtime s ON s.id = a.showtime
WHERE s.end_at > $1 ORDER BY a.at, a.ticket;

-- name: reseatingOf
SELECT ticket, booking, showtime, from_seat, to_seat, from_name, to_name, reason, at
FROM reseating WHERE ticket = $1;

-- name: reseatingsAhead
SELECT r.ticket, r.booking, r.showtime, r.from_seat, r.to_seat, r.from_name, r.to_name, r.reason,
       r.at
FROM reseating r JOIN showtime s ON s.id = r.showtime
WHERE s.end_at > $1 ORDER BY r.at, r.ticket;

-- name: putReseating
INSERT INTO reseating (ticket, booking, showtime, from_seat, to_seat, from_name, to_name, reason, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (ticket) DO UPDATE SET from_seat = excluded.from_seat, to_seat = excluded.to_seat,
    from_name = excluded.from_name, to_name = excluded.to_name, reason = excluded.reason,
    at = excluded.at;

-- name: putScan
INSERT INTO scan (terminal, incarnation, seq, ticket, showtime, seat, at, undone)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (terminal, incarnation, seq) DO UPDATE SET undone = excluded.undone;

-- name: scansOf
SELECT c.ticket, c.showtime, c.seat, c.terminal, t.name, c.at, c.undone, c.incarnation, c.seq
FROM scan c JOIN terminal t ON t.id = c.terminal
WHERE c.ticket = $1 ORDER BY c.at, c.terminal, c.incarnation, c.seq;
