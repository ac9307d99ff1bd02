-- name: allCinemas
SELECT id, name, address, currency, time_zone FROM cinema ORDER BY name;

-- name: putCinema
INSERT INTO cinema (id, name, address, currency, time_zone) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, address = excluded.address,
    currency = excluded.currency, time_zone = excluded.time_zone;
