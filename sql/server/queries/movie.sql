-- name: movieById
SELECT id, title, released, release_year, running_minutes, rating, genre, director, distributor
FROM movie WHERE id = $1;

-- name: movieNamed
SELECT id, title, released, release_year, running_minutes, rating, genre, director, distributor
FROM movie WHERE title = $1 AND release_year = $2;

-- name: moviePage
SELECT id, title, released, release_year, running_minutes, rating, genre, director, distributor
FROM movie
WHERE (title_key, id) > ($1, $2)
  AND ($3 = '' OR title_key LIKE $3 ESCAPE '\')
  AND ($4 = '' OR genre = $4)
  AND ($5 = '' OR rating = $5)
  AND (CAST($6 AS bigint) IS NULL OR release_year = $6)
ORDER BY title_key, id LIMIT $7;

-- name: movieCount
SELECT count(*) FROM movie
WHERE ($1 = '' OR title_key LIKE $1 ESCAPE '\')
  AND ($2 = '' OR genre = $2)
  AND ($3 = '' OR rating = $3)
  AND (CAST($4 AS bigint) IS NULL OR release_year = $4);

-- name: putMovie
INSERT INTO movie (id, title, title_key, release_year, released, running_minutes, rating, genre,
                   director, distributor)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (id) DO UPDATE SET title = excluded.title, title_key = excluded.title_key,
    release_year = excluded.release_year, released = excluded.released,
    running_minutes = excluded.running_minutes, rating = excluded.rating,
    genre = excluded.genre, director = excluded.director, distributor = excluded.distributor;
