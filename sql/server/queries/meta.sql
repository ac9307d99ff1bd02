-- name: metaBytes
SELECT bytes FROM meta WHERE name = $1;

-- name: addMeta
INSERT INTO meta (name, bytes) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING;
