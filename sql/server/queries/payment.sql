-- name: paymentById
SELECT id, hold, token_hash, showtime, booking, state, asked, amount, currency, authorized,
       captured, refunded, to_refund, undone, given_up, intent, method, failure, action_url,
       created_at, attempts, next_try, address, customer, seats, in_review, review_rule,
       refund_goal, note
FROM payment WHERE id = $1;

-- name: addPayment
INSERT INTO payment (id, hold, token_hash, showtime, booking, state, asked, amount, currency,
                     authorized, captured, refunded, to_refund, undone, given_up, intent, method,
                     failure, action_url, created_at, attempts, next_try, address, customer, seats,
                     in_review, review_rule, method_hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
        $21, $22, $23, $24, $25, $26, $27, $28);

-- name: changePayment
UPDATE payment SET booking = $2, state = $3, asked = $4, authorized = $5, captured = $6,
    refunded = $7, to_refund = $8, undone = $9, given_up = $10, intent = $11, method = $12,
    failure = $13, action_url = $14, attempts = $15, next_try = $16, in_review = $17,
    refund_goal = $18, note = $19
WHERE id = $1;

-- name: paymentState
SELECT state FROM payment WHERE id = $1;

-- name: openPaymentsByState
SELECT state, count(*) FROM payment WHERE next_try IS NOT NULL GROUP BY state ORDER BY state;

-- name: countPaymentsInReview
SELECT count(*) FROM payment WHERE in_review = 1;

-- name: paymentOfHold
SELECT id FROM payment
WHERE hold = $1 AND given_up = 0 AND state NOT IN ('failed', 'cancelled');

-- name: paymentOfBooking
SELECT id FROM payment WHERE booking = $1;

-- name: paymentOfIntent
SELECT id FROM payment WHERE intent = $1;

-- name: duePayments
SELECT id FROM payment WHERE next_try IS NOT NULL AND next_try <= $1
ORDER BY next_try, id LIMIT $2;

-- name: paymentsOwing
SELECT p.id FROM task t JOIN payment p ON p.booking = t.booking
WHERE t.kind = 'refund-due' AND t.closed_at IS NULL AND p.state IN ('captured', 'refunding')
    AND p.undone = 0 AND t.amount <= p.captured - p.to_refund
ORDER BY t.opened_at, t.id LIMIT $1;

-- name: paymentsByMethod
SELECT count(*) FROM payment WHERE method_hash = $1 AND created_at >= $2;

-- name: paymentsFromAddress
SELECT count(*), coalesce(sum(CASE WHEN state = 'failed' THEN 1 ELSE 0 END), 0) FROM payment
WHERE address = $1 AND address <> '' AND created_at >= $2;

-- name: paymentsOfCustomer
SELECT count(*) FROM payment WHERE customer = $1 AND customer <> '' AND created_at >= $2;

-- name: seatsPaidFrom
SELECT coalesce(sum(seats), 0) FROM payment
WHERE showtime = $1 AND address = $2 AND address <> '' AND booking IS NOT NULL;

-- name: paymentsInReview
SELECT id FROM payment WHERE in_review = 1 ORDER BY created_at, id LIMIT $1;

-- name: addPaymentSeat
INSERT INTO payment_seat (payment, seat, ticket_type) VALUES ($1, $2, $3);

-- name: seatsOfPayment
SELECT seat, ticket_type FROM payment_seat WHERE payment = $1 ORDER BY seat;

-- name: addPaymentCode
INSERT INTO payment_code (payment, position, code) VALUES ($1, $2, $3);

-- name: codesOfPayment
SELECT code FROM payment_code WHERE payment = $1 ORDER BY position;

-- name: addPaymentRefund
INSERT INTO payment_refund (payment, ticket, total) VALUES ($1, $2, $3)
ON CONFLICT (payment, ticket) DO NOTHING;

-- name: ticketsOfRefund
SELECT p.ticket, r.terminal FROM payment_refund p JOIN refund r ON r.ticket = p.ticket
WHERE p.payment = $1 AND p.total > $2 AND p.total <= $3 ORDER BY p.total, p.ticket;

-- name: addPaymentEvent
INSERT INTO payment_event (id, received_at) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING
RETURNING received_at;

-- name: oldestPaymentInQuestion
SELECT min(p.created_at) FROM payment p JOIN showtime s ON s.id = p.showtime
WHERE p.next_try IS NOT NULL OR p.in_review = 1 OR (p.captured > p.refunded AND s.end_at > $1);

-- name: anyPayment
SELECT 1 FROM payment LIMIT 1;

-- name: newestPaymentMade
-- One that is dated in the future comes last: its clock was wrong.
SELECT id FROM payment WHERE intent IS NOT NULL
ORDER BY CASE WHEN created_at > $1 THEN 1 ELSE 0 END, created_at DESC, id DESC LIMIT 1;

-- name: isFoundPayment
SELECT found_at FROM found_payment WHERE id = $1;

-- name: addFoundPayment
INSERT INTO found_payment (id, found_at) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING;

-- name: dropPaymentEvents
DELETE FROM payment_event WHERE received_at < $1;
