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
