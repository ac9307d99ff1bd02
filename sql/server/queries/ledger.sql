-- name: addLedgerTransaction
INSERT INTO ledger_transaction (id, event, terminal, incarnation, seq, business_day, at)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: addLedgerPosting
INSERT INTO ledger_posting (ledger_transaction, position, account, amount, currency)
VALUES ($1, $2, $3, $4, $5);

-- name: allLedgerTransactions
SELECT id, event, terminal, incarnation, seq, business_day, at FROM ledger_transaction
ORDER BY terminal, incarnation, seq;

-- name: postingsOf
SELECT account, amount, currency FROM ledger_posting WHERE ledger_transaction = $1
ORDER BY position;

-- name: ledgerBalances
SELECT account, CAST(sum(amount) AS bigint), currency FROM ledger_posting
GROUP BY account, currency ORDER BY account, currency;

-- name: ledgerBalancesUntil
SELECT p.account, CAST(sum(p.amount) AS bigint), p.currency FROM ledger_posting p
JOIN ledger_transaction t ON t.id = p.ledger_transaction
WHERE t.business_day <= $1
GROUP BY p.account, p.currency ORDER BY p.currency, p.account;

-- name: ledgerOfDay
SELECT p.account, p.amount, p.currency, t.at, t.event, t.terminal, t.incarnation, t.seq, k.name,
       e.booking
FROM ledger_transaction t
JOIN ledger_posting p ON p.ledger_transaction = t.id
JOIN terminal k ON k.id = t.terminal
JOIN journal_entry e
    ON e.terminal = t.terminal AND e.incarnation = t.incarnation AND e.seq = t.seq
WHERE t.business_day = $1
ORDER BY t.at, t.id, p.position;
