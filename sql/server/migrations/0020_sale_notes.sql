-- What the provider is still to keep with a payment, so that its sale can be made once more should the
-- server be put back to a time before it; empty: nothing, or it has it.
ALTER TABLE payment ADD COLUMN note text NOT NULL DEFAULT '';

-- A recovery waits for the provider too: it is asked for what was made since. NULL: it is not.
ALTER TABLE recovery ADD COLUMN payments_since bigint;
ALTER TABLE recovery ADD COLUMN payments_known_at bigint;
-- When it is asked once more: what the former server had asked for may have been under way. NULL:
-- never, or it was.
ALTER TABLE recovery ADD COLUMN payments_again_at bigint;

-- Its next entry waits for what others have to tell.
ALTER TABLE recovery_terminal ADD COLUMN waits integer NOT NULL DEFAULT 0 CHECK (waits IN (0, 1));

-- Payments that a recovery has found and that have no row of their own: nothing was sold for them, or
-- a person has to look.
CREATE TABLE found_payment (
    id       bytea  PRIMARY KEY,
    found_at bigint NOT NULL
);
