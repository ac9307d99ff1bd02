-- name: planJson
SELECT json FROM seating_plan WHERE id = $1;

-- name: allPlanIds
SELECT id FROM seating_plan ORDER BY name, version;

-- name: planByHash
SELECT id FROM seating_plan WHERE hash = $1;

-- name: newestPlanVersion
SELECT coalesce(max(version), 0) FROM seating_plan WHERE name = $1;

-- name: addPlan
INSERT INTO seating_plan (id, name, version, seat_count, json, hash)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (id) DO NOTHING;
