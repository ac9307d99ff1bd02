-- Codes of discounts may have limits: how many bookings may have them, in all and of one customer.
-- 0: any number.

ALTER TABLE discount ADD COLUMN most_uses integer NOT NULL DEFAULT 0 CHECK (most_uses >= 0);
ALTER TABLE discount ADD COLUMN most_per_customer integer NOT NULL DEFAULT 0
    CHECK (most_per_customer >= 0);

-- A booking has a discount as long as a valid ticket of it was reduced by it. Counted by the key of
-- the discount, so that a new version of a price list goes on where the last one was.
CREATE TABLE discount_use (
    booking  bytea NOT NULL REFERENCES booking (id),
    discount text  NOT NULL,
    PRIMARY KEY (booking, discount)
);
INSERT INTO discount_use (booking, discount)
SELECT DISTINCT t.booking, r.discount
FROM ticket t JOIN ticket_reduction r ON r.ticket = t.id WHERE t.state = 'valid';

-- How many of those there are.
CREATE TABLE discount_count (
    discount text   PRIMARY KEY,
    used     bigint NOT NULL CHECK (used >= 0)
);
INSERT INTO discount_count (discount, used)
SELECT discount, count(*) FROM discount_use GROUP BY discount;

CREATE INDEX customer_booking_by_email ON customer_booking (email_key, booking)
    WHERE email_key <> '';
