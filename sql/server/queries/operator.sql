-- name: allOperators
SELECT id, name, role, pin_hash, active FROM operator ORDER BY name;

-- name: putOperator
INSERT INTO operator (id, name, role, pin_hash, active) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, role = excluded.role,
    pin_hash = excluded.pin_hash, active = excluded.active;
