-- The shift is over, and nobody has logged in since: nothing is kept and nothing asked for.
ALTER TABLE terminal_state ADD COLUMN resting integer NOT NULL DEFAULT 0 CHECK (resting IN (0, 1));
