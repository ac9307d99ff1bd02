-- name: owedForBooking
SELECT ticket, posted FROM refund_due WHERE booking = $1 ORDER BY ticket;

-- name: addOwed
INSERT INTO refund_due (ticket, booking, posted) VALUES ($1, $2, $3)
ON CONFLICT (ticket) DO NOTHING;

-- name: refundsOfBooking
SELECT r.ticket, r.amount, r.currency, r.terminal, coalesce(l.event, '') FROM refund r
LEFT JOIN ledger_transaction l
    ON l.terminal = r.terminal AND l.incarnation = r.incarnation AND l.seq = r.seq
WHERE r.booking = $1 ORDER BY r.ticket;

-- name: addRefund
INSERT INTO refund (ticket, booking, terminal, incarnation, seq, amount, currency, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: addPriceVariance
INSERT INTO price_variance (ticket, printed, listed) VALUES ($1, $2, $3);

-- name: isDeclined
SELECT count(*) FROM card_decline WHERE booking = $1 AND reference = $2;

-- name: onCard
SELECT CAST(coalesce(sum(p.amount), 0) AS bigint) FROM journal_entry e
JOIN ledger_transaction t
    ON t.terminal = e.terminal AND t.incarnation = e.incarnation AND t.seq = e.seq
JOIN ledger_posting p ON p.ledger_transaction = t.id
WHERE e.booking = $1 AND p.account = 'card_receivable' AND p.currency = $2;

-- name: addDecline
INSERT INTO card_decline (booking, reference, terminal, incarnation, seq)
VALUES ($1, $2, $3, $4, $5);
