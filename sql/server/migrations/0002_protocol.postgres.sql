-- The name the renamed table's key had is free again for the new one.
ALTER INDEX IF EXISTS ledger_posting_pkey1 RENAME TO ledger_posting_pkey;

CREATE TRIGGER ledger_posting_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_posting
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER refund_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON refund
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER price_variance_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON price_variance
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
