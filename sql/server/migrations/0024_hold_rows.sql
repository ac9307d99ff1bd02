-- What a hold writes is what a rush waits for. Nobody looks for a hold by its token, and those that
-- are open have an index by their end already: only the sold ones need another.

DROP INDEX hold_by_expiry;
CREATE INDEX hold_sold ON hold (expires_at, id) WHERE state = 'sold';
