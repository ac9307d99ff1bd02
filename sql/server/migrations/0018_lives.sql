-- A life of a terminal's disk that has told all it had to say: nobody sells from its rights any more.
ALTER TABLE terminal_key ADD COLUMN ended integer NOT NULL DEFAULT 0 CHECK (ended IN (0, 1));
UPDATE terminal_key SET ended = 1 WHERE EXISTS (
    SELECT 1 FROM journal_entry e
    WHERE e.terminal = terminal_key.terminal AND e.incarnation > terminal_key.incarnation
      AND e.type = 'life_ended'
      AND e.payload LIKE '%"life":' || terminal_key.incarnation || ',%');

-- One that was declared lost and has sent an entry or leased a seat since is back.
ALTER TABLE loss ADD COLUMN back_at bigint;
UPDATE loss SET back_at = second_at
WHERE second_at < (SELECT t.last_seen_at FROM terminal t
                   WHERE t.id = loss.terminal AND t.incarnation = loss.incarnation)
   OR (second_at IS NOT NULL AND EXISTS
       (SELECT 1 FROM allotment a
        WHERE a.terminal = loss.terminal AND a.incarnation = loss.incarnation
          AND a.state IN ('live', 'expired')));
