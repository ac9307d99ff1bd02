-- name: metaBytes
SELECT bytes FROM meta WHERE name = $1;

-- name: addMeta
INSERT INTO meta (name, bytes) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING;

-- name: nameHouse
INSERT INTO meta (name, bytes) SELECT 'house', bytes FROM meta WHERE name = 'db_incarnation'
ON CONFLICT (name) DO NOTHING;

-- name: formerHouses
SELECT id FROM former_house ORDER BY id;

-- name: trialMark
SELECT name FROM meta WHERE name = 'trial';

-- name: addTrialMark
INSERT INTO meta (name, bytes) SELECT 'trial', bytes FROM meta WHERE name = 'house'
ON CONFLICT (name) DO NOTHING;

-- name: dropTrialMark
DELETE FROM meta WHERE name = 'trial';
