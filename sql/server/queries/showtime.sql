-- name: showtimeById
SELECT id, movie, auditorium, plan, price_list, day_part, start_at, end_at, clean_until,
       business_day, utc_offset_minutes, state
FROM showtime WHERE id = $1;

-- name: showtimePage
SELECT id, movie, auditorium, plan, price_list, day_part, start_at, end_at, clean_until,
       business_day, utc_offset_minutes, state
FROM showtime
WHERE (start_at, id) > ($1, $2) AND end_at > $3
ORDER BY start_at, id LIMIT $4;

-- name: showtimePageOfDay
SELECT id, movie, auditorium, plan, price_list, day_part, start_at, end_at, clean_until,
       business_day, utc_offset_minutes, state
FROM showtime
WHERE business_day = $1 AND (start_at, id) > ($2, $3) AND end_at > $4
ORDER BY start_at, id LIMIT $5;

-- name: showtimePageOfMovie
SELECT id, movie, auditorium, plan, price_list, day_part, start_at, end_at, clean_until,
       business_day, utc_offset_minutes, state
FROM showtime
WHERE movie = $1 AND (start_at, id) > ($2, $3) AND end_at > $4
ORDER BY start_at, id LIMIT $5;

-- name: showtimePageOfAuditorium
SELECT id, movie, auditorium, plan, price_list, day_part, start_at, end_at, clean_until,
       business_day, utc_offset_minutes, state
FROM showtime
WHERE auditorium = $1 AND (start_at, id) > ($2, $3) AND end_at > $4
ORDER BY start_at, id LIMIT $5;

-- name: overlappingShowtimes
SELECT id FROM showtime
WHERE auditorium = $1 AND start_at < $2 AND clean_until > $3 AND id <> $4
ORDER BY start_at, id;

-- name: putShowtime
INSERT INTO showtime (id, movie, auditorium, plan, price_list, day_part, start_at, end_at,
                      clean_until, business_day, utc_offset_minutes, state)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
ON CONFLICT (id) DO UPDATE SET movie = excluded.movie, auditorium = excluded.auditorium,
    plan = excluded.plan, price_list = excluded.price_list, day_part = excluded.day_part,
    start_at = excluded.start_at, end_at = excluded.end_at, clean_until = excluded.clean_until,
    business_day = excluded.business_day, utc_offset_minutes = excluded.utc_offset_minutes,
    state = excluded.state;
