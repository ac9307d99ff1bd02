-- What has gone back in all once the refund that is being asked for is done. It stays the same until
-- then, so that the same again is done once although more is to go back meanwhile.
ALTER TABLE payment ADD COLUMN refund_goal bigint NOT NULL DEFAULT 0 CHECK (refund_goal >= 0);
UPDATE payment SET refund_goal = to_refund;
