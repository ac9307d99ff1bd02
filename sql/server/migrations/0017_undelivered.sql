-- What waits for a webhook or was given up is counted without those that were sent.

CREATE INDEX webhook_delivery_undelivered ON webhook_delivery (state) WHERE state <> 'sent';
