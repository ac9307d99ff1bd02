-- Customers who help themselves: how an account comes to be, how its password is set anew, and whose
-- online bookings are.

ALTER TABLE account ADD COLUMN language text NOT NULL DEFAULT 'en';
ALTER TABLE hold ADD COLUMN account bytea REFERENCES account (id);
-- Where to write about what it becomes; '': nowhere, or to the account.
ALTER TABLE hold ADD COLUMN email text NOT NULL DEFAULT '';
ALTER TABLE hold ADD COLUMN language text NOT NULL DEFAULT '';

-- An account is made only when its address has answered. Each asking stands alone, so that nobody
-- can slip a password of theirs under an address that somebody else confirms.
CREATE TABLE registration (
    token_hash    bytea  PRIMARY KEY,
    email         text   NOT NULL,
    email_key     text   NOT NULL,
    name          text   NOT NULL,
    language      text   NOT NULL,
    password_hash text   NOT NULL,
    expires_at    bigint NOT NULL
);
CREATE INDEX registration_by_email ON registration (email_key);
CREATE INDEX registration_by_end ON registration (expires_at);

CREATE TABLE password_reset (
    token_hash bytea  PRIMARY KEY,
    account    bytea  NOT NULL REFERENCES account (id),
    expires_at bigint NOT NULL
);
CREATE INDEX password_reset_by_account ON password_reset (account);
CREATE INDEX password_reset_by_end ON password_reset (expires_at);

-- To whom an online booking belongs, and where to write about it. The ledger knows no person.
CREATE TABLE customer_booking (
    booking   bytea  PRIMARY KEY REFERENCES booking (id),
    -- domain::referenceOf(booking), by which guests ask; 40 bits, so two may have the same.
    reference text   NOT NULL,
    account   bytea  REFERENCES account (id),
    email     text   NOT NULL,
    email_key text   NOT NULL,
    language  text   NOT NULL,
    sold_at   bigint NOT NULL
);
CREATE INDEX customer_booking_by_reference ON customer_booking (reference);
CREATE INDEX customer_booking_by_account ON customer_booking (account, booking)
    WHERE account IS NOT NULL;
