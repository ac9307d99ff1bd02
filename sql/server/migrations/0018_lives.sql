-- A life of a terminal's disk that has told all it had to say: nobody sells from its rights any more.
ALTER TABLE terminal_key ADD COLUMN ended integer NOT NULL DEFAULT 0 CHECK (ended IN (0, 1));

-- One that was declared lost and has sent an entry or leased a seat since is back.
ALTER TABLE loss ADD COLUMN back_at bigint;
UPDATE loss SET back_at = second_at WHERE second_at < (
    SELECT t.last_seen_at FROM terminal t
    WHERE t.id = loss.terminal AND t.incarnation = loss.incarnation);
