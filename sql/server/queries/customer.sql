-- name: addRegistration
INSERT INTO registration (token_hash, email, email_key, name, language, password_hash, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: registrationByToken
SELECT token_hash, email, name, language, password_hash, expires_at FROM registration
WHERE token_hash = $1;

-- name: openRegistrations
SELECT count(*) FROM registration WHERE email_key = $1 AND expires_at > $2;

-- name: dropRegistrationsOf
DELETE FROM registration WHERE email_key = $1;

-- name: dropRegistrationsEndedBy
DELETE FROM registration WHERE expires_at <= $1;

-- name: addPasswordReset
INSERT INTO password_reset (token_hash, account, expires_at) VALUES ($1, $2, $3);

-- name: passwordResetByToken
SELECT token_hash, account, expires_at FROM password_reset WHERE token_hash = $1;

-- name: openPasswordResets
SELECT count(*) FROM password_reset WHERE account = $1 AND expires_at > $2;

-- name: dropPasswordResetsOf
DELETE FROM password_reset WHERE account = $1;

-- name: dropPasswordResetsEndedBy
DELETE FROM password_reset WHERE expires_at <= $1;

-- name: addCustomerBooking
INSERT INTO customer_booking (booking, reference, account, email, email_key, language, sold_at,
                              phone)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: customerOfBooking
SELECT booking, reference, account, email, language, sold_at, phone FROM customer_booking
WHERE booking = $1;

-- name: bookingsOfAccount
-- Newest first, before that id.
SELECT booking, reference, account, email, language, sold_at, phone FROM customer_booking
WHERE account = $1 AND booking < $2 ORDER BY booking DESC LIMIT $3;

-- name: bookingsByReference
SELECT booking, reference, account, email, language, sold_at, phone FROM customer_booking
WHERE reference = $1 AND email_key = $2;

-- name: eraseAccount
-- The row stays, since bookings and the audit trail name it; nothing in it names the person.
UPDATE account SET email = '', email_key = $2, name = '', phone = '',
    password_hash = '', active = 0
WHERE id = $1;

-- name: eraseCustomerBookings
UPDATE customer_booking SET email = '', email_key = '', phone = '' WHERE account = $1;

-- name: openTasksOfAccount
-- They have said where the person can be reached.
SELECT t.id FROM task t JOIN customer_booking c ON c.booking = t.booking
WHERE c.account = $1 AND t.closed_at IS NULL ORDER BY t.id;

-- name: eraseHolds
UPDATE hold SET customer = '', email = '', phone = '' WHERE account = $1;

-- name: eraseMessages
-- What waits is not sent any more.
UPDATE outbox_message SET recipient = '', fields = '', last_error = '',
    settled_at = CASE WHEN state = 'waiting' THEN $2 ELSE settled_at END,
    state = CASE WHEN state = 'waiting' THEN 'dead' ELSE state END
WHERE account = $1;
