-- Cash for which there are no coins is rounded: by so many minor units what was handed over differs
-- from the amount.

INSERT INTO ledger_account (name) VALUES ('rounding');
ALTER TABLE tender ADD COLUMN rounded bigint NOT NULL DEFAULT 0;

-- Bookings that were given for free: why, and who answers for it (NULL: the house asks nobody).
CREATE TABLE comp (
    booking     bytea PRIMARY KEY REFERENCES booking (id),
    reason      text  NOT NULL CHECK (reason <> ''),
    approved_by bytea
);
