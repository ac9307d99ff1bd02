-- Somebody said that the card was not charged, and the reader has not said so: it is asked on.
ALTER TABLE own_sale ADD COLUMN not_taken integer NOT NULL DEFAULT 0 CHECK (not_taken IN (0, 1));
