-- name: addDiscountUse
INSERT INTO discount_use (booking, discount) VALUES ($1, $2)
ON CONFLICT (booking, discount) DO NOTHING;

-- name: countDiscountUse
INSERT INTO discount_count (discount, used) VALUES ($1, 1)
ON CONFLICT (discount) DO UPDATE SET used = discount_count.used + 1;

-- name: discountsOver
-- Those that the booking of that ticket has no more.
SELECT u.booking, u.discount FROM ticket k JOIN discount_use u ON u.booking = k.booking
WHERE k.id = $1 AND NOT EXISTS (
    SELECT 1 FROM ticket t JOIN ticket_reduction r ON r.ticket = t.id
    WHERE t.booking = u.booking AND t.state = 'valid' AND r.discount = u.discount)
ORDER BY u.discount;

-- name: dropDiscountUse
DELETE FROM discount_use WHERE booking = $1 AND discount = $2;

-- name: uncountDiscountUse
UPDATE discount_count SET used = used - 1 WHERE discount = $1;

-- name: usesOfDiscount
SELECT used FROM discount_count WHERE discount = $1;

-- name: usesByCustomer
-- By account or by address: who signs in today may have been a guest before.
SELECT count(*) FROM (
    SELECT c.booking FROM customer_booking c JOIN discount_use u ON u.booking = c.booking
    WHERE c.account = $2 AND u.discount = $1
    UNION
    SELECT c.booking FROM customer_booking c JOIN discount_use u ON u.booking = c.booking
    WHERE c.email_key = $3 AND c.email_key <> '' AND u.discount = $1) AS uses;
