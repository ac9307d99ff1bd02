CREATE TRIGGER ledger_posting_no_update BEFORE UPDATE ON ledger_posting
BEGIN
    SELECT RAISE(ABORT, 'ledger_posting is append-only');
END;

CREATE TRIGGER ledger_posting_no_delete BEFORE DELETE ON ledger_posting
BEGIN
    SELECT RAISE(ABORT, 'ledger_posting is append-only');
END;

CREATE TRIGGER refund_no_update BEFORE UPDATE ON refund
BEGIN
    SELECT RAISE(ABORT, 'refund is append-only');
END;

CREATE TRIGGER refund_no_delete BEFORE DELETE ON refund
BEGIN
    SELECT RAISE(ABORT, 'refund is append-only');
END;

CREATE TRIGGER price_variance_no_update BEFORE UPDATE ON price_variance
BEGIN
    SELECT RAISE(ABORT, 'price_variance is append-only');
END;

CREATE TRIGGER price_variance_no_delete BEFORE DELETE ON price_variance
BEGIN
    SELECT RAISE(ABORT, 'price_variance is append-only');
END;
