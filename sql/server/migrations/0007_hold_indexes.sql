-- What a new hold asks must not cost more the more holds there were before it: those that were sold
-- stay for a while, and behind a proxy all customers have one address.

DROP INDEX hold_by_address;
CREATE INDEX hold_by_address ON hold (address, expires_at) WHERE address <> '';
DROP INDEX hold_by_customer;
CREATE INDEX hold_by_customer ON hold (customer, expires_at) WHERE customer <> '';
CREATE INDEX hold_open ON hold (expires_at, id) WHERE state <> 'sold';
