-- How far the server knew the journal of a former life when the disk was enrolled anew; NULL: it did
-- not say. What came after is carried over although a server that was put back has judged it.
ALTER TABLE former_life ADD COLUMN heard integer CHECK (heard >= 0);
