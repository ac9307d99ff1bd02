-- name: allPriceLists
SELECT id FROM price_list ORDER BY valid_from, name;

-- name: priceListById
SELECT name, valid_from, valid_to, currency, tax_basis_points FROM price_list WHERE id = $1;

-- name: ticketTypesOf
SELECT key, name, companion_only FROM ticket_type WHERE price_list = $1 ORDER BY position;

-- name: priceRowsOf
SELECT area_key, ticket_type, day_part, price FROM price_row WHERE price_list = $1
ORDER BY position;

-- name: addPriceList
INSERT INTO price_list (id, name, valid_from, valid_to, currency, tax_basis_points)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (id) DO NOTHING;

-- name: addTicketType
INSERT INTO ticket_type (price_list, position, key, name, companion_only)
VALUES ($1, $2, $3, $4, $5);

-- name: addPriceRow
INSERT INTO price_row (price_list, position, area_key, ticket_type, day_part, price)
VALUES ($1, $2, $3, $4, $5, $6);

-- name: discountsOf
SELECT position, key, name, kind, value, code, step, fewest, every, from_at, to_at,
       most_uses, most_per_customer
FROM discount WHERE price_list = $1 ORDER BY position;

-- name: discountsFor
SELECT sort, key FROM discount_for WHERE price_list = $1 AND discount = $2 ORDER BY position;

-- name: addDiscount
INSERT INTO discount (price_list, position, key, name, kind, value, code, step, fewest, every,
                      from_at, to_at, most_uses, most_per_customer)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14);

-- name: addDiscountFor
INSERT INTO discount_for (price_list, discount, position, sort, key) VALUES ($1, $2, $3, $4, $5);
