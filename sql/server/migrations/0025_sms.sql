-- Customers who want a few words on their telephone as well: its number where their address is, and
-- the way that a message goes.
ALTER TABLE account ADD COLUMN phone text NOT NULL DEFAULT '';
ALTER TABLE hold ADD COLUMN phone text NOT NULL DEFAULT '';
ALTER TABLE customer_booking ADD COLUMN phone text NOT NULL DEFAULT '';
ALTER TABLE outbox_message ADD COLUMN channel text NOT NULL DEFAULT 'email'
    CHECK (channel IN ('email', 'sms'));

-- Each channel is emptied by itself.
DROP INDEX outbox_due;
CREATE INDEX outbox_due ON outbox_message (channel, next_at, id) WHERE state = 'waiting';
