-- What the fraud rules count, and the payments a person has to look at before the money is taken.

ALTER TABLE payment ADD COLUMN method_hash bytea;
ALTER TABLE payment ADD COLUMN address text NOT NULL DEFAULT '';
ALTER TABLE payment ADD COLUMN customer text NOT NULL DEFAULT '';
ALTER TABLE payment ADD COLUMN seats integer NOT NULL DEFAULT 0 CHECK (seats >= 0);
-- Whether it waits for a person, and the rule that says so.
ALTER TABLE payment ADD COLUMN in_review integer NOT NULL DEFAULT 0 CHECK (in_review IN (0, 1));
ALTER TABLE payment ADD COLUMN review_rule text NOT NULL DEFAULT '';

CREATE INDEX payment_by_method ON payment (method_hash, created_at) WHERE method_hash IS NOT NULL;
CREATE INDEX payment_by_address ON payment (address, created_at) WHERE address <> '';
CREATE INDEX payment_by_customer ON payment (customer, created_at) WHERE customer <> '';
CREATE INDEX payment_by_showtime ON payment (showtime, address) WHERE booking IS NOT NULL;
CREATE INDEX payment_in_review ON payment (created_at, id) WHERE in_review = 1;
