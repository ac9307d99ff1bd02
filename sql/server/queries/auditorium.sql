-- name: allAuditoriums
SELECT id, cinema, name, plan FROM auditorium ORDER BY cinema, name;

-- name: putAuditorium
INSERT INTO auditorium (id, cinema, name, plan) VALUES ($1, $2, $3, $4)
ON CONFLICT (id) DO UPDATE SET cinema = excluded.cinema, name = excluded.name,
    plan = excluded.plan;
