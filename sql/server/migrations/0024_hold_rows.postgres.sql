ALTER TABLE hold DROP CONSTRAINT hold_token_hash_key;
