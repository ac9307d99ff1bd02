-- Cash for which there are no coins is rounded: by so many minor units what was handed over differs
-- from the amount.

INSERT INTO ledger_account (name) VALUES ('rounding');
ALTER TABLE tender ADD COLUMN rounded bigint NOT NULL DEFAULT 0;
