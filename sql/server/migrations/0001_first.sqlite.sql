-- Append-only tables refuse UPDATE and DELETE (promises I2, I3, I8).

CREATE TRIGGER journal_entry_no_update BEFORE UPDATE ON journal_entry
BEGIN
    SELECT RAISE(ABORT, 'journal_entry is append-only');
END;

CREATE TRIGGER journal_entry_no_delete BEFORE DELETE ON journal_entry
BEGIN
    SELECT RAISE(ABORT, 'journal_entry is append-only');
END;

CREATE TRIGGER verdict_no_update BEFORE UPDATE ON verdict
BEGIN
    SELECT RAISE(ABORT, 'verdict is append-only');
END;

CREATE TRIGGER verdict_no_delete BEFORE DELETE ON verdict
BEGIN
    SELECT RAISE(ABORT, 'verdict is append-only');
END;

CREATE TRIGGER verdict_move_no_update BEFORE UPDATE ON verdict_move
BEGIN
    SELECT RAISE(ABORT, 'verdict_move is append-only');
END;

CREATE TRIGGER verdict_move_no_delete BEFORE DELETE ON verdict_move
BEGIN
    SELECT RAISE(ABORT, 'verdict_move is append-only');
END;

CREATE TRIGGER ledger_transaction_no_update BEFORE UPDATE ON ledger_transaction
BEGIN
    SELECT RAISE(ABORT, 'ledger_transaction is append-only');
END;

CREATE TRIGGER ledger_transaction_no_delete BEFORE DELETE ON ledger_transaction
BEGIN
    SELECT RAISE(ABORT, 'ledger_transaction is append-only');
END;

CREATE TRIGGER ledger_posting_no_update BEFORE UPDATE ON ledger_posting
BEGIN
    SELECT RAISE(ABORT, 'ledger_posting is append-only');
END;

CREATE TRIGGER ledger_posting_no_delete BEFORE DELETE ON ledger_posting
BEGIN
    SELECT RAISE(ABORT, 'ledger_posting is append-only');
END;

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'audit is append-only');
END;

CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'audit is append-only');
END;
