-- The last token that was given under a former plan of the showtime; 0: there was none.
ALTER TABLE allotment ADD COLUMN last_former integer NOT NULL DEFAULT 0 CHECK (last_former >= 0);
