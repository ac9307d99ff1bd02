-- name: addEvent
INSERT INTO house_event (number, id, dedup_key, kind, booking, body, at)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: eventKeyCount
SELECT count(*) FROM house_event WHERE dedup_key = $1;

-- name: eventByNumber
SELECT number, id, kind, booking, body, at FROM house_event WHERE number = $1;

-- name: eventsAfter
SELECT number, id, kind, booking, body, at FROM house_event
WHERE number > $1 ORDER BY number LIMIT $2;

-- name: dropEventsBefore
-- Those that somebody still waits for stay.
DELETE FROM house_event
WHERE at < $1 AND NOT EXISTS (SELECT 1 FROM webhook_delivery WHERE event = house_event.number);

-- name: relayedNumber
SELECT number FROM event_relay WHERE name = $1;

-- name: setRelayedNumber
INSERT INTO event_relay (name, number) VALUES ($1, $2)
ON CONFLICT (name) DO UPDATE SET number = excluded.number;

-- name: putWebhook
INSERT INTO webhook (id, url, kinds, note, secret, former_secret, former_until, active, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (id) DO UPDATE SET secret = excluded.secret, former_secret = excluded.former_secret,
    former_until = excluded.former_until, active = excluded.active;

-- name: webhookById
SELECT id, url, kinds, note, secret, former_secret, former_until, active, created_at
FROM webhook WHERE id = $1;

-- name: webhooks
SELECT id, url, kinds, note, secret, former_secret, former_until, active, created_at
FROM webhook ORDER BY id;

-- name: dropWebhook
DELETE FROM webhook WHERE id = $1;

-- name: dropDeliveriesOf
DELETE FROM webhook_delivery WHERE webhook = $1;

-- name: giveUpDeliveriesOf
UPDATE webhook_delivery SET state = 'dead', settled_at = $2
WHERE webhook = $1 AND state = 'waiting';

-- name: putDelivery
INSERT INTO webhook_delivery (id, webhook, event, state, attempts, next_at, last_status, last_error,
                              created_at, settled_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (id) DO UPDATE SET state = excluded.state, attempts = excluded.attempts,
    next_at = excluded.next_at, last_status = excluded.last_status,
    last_error = excluded.last_error, settled_at = excluded.settled_at;

-- name: deliveryById
SELECT id, webhook, event, state, attempts, next_at, last_status, last_error, created_at, settled_at
FROM webhook_delivery WHERE id = $1;

-- name: deliveriesOf
-- Newest first, before that id.
SELECT id, webhook, event, state, attempts, next_at, last_status, last_error, created_at, settled_at
FROM webhook_delivery WHERE webhook = $1 AND id < $2 ORDER BY id DESC LIMIT $3;

-- name: dueDeliveryOf
SELECT id FROM webhook_delivery WHERE webhook = $1 AND state = 'waiting' AND next_at <= $2
ORDER BY next_at, id LIMIT 1;

-- name: dueWebhooks
SELECT id FROM webhook
WHERE active = 1 AND EXISTS (SELECT 1 FROM webhook_delivery d
                             WHERE d.webhook = webhook.id AND d.state = 'waiting'
                               AND d.next_at <= $1)
ORDER BY id;

-- name: countUndelivered
SELECT count(*) FROM webhook_delivery WHERE state = $1 AND state <> 'sent';

-- name: dropDeliveriesSettledBefore
DELETE FROM webhook_delivery WHERE state <> 'waiting' AND settled_at < $1;
