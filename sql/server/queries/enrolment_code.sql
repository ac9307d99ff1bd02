-- name: addEnrolmentCode
INSERT INTO enrolment_code (code_hash, cinema, terminal, terminal_name, expires_at, kind)
VALUES ($1, $2, $3, $4, $5, $6);

-- name: takeEnrolmentCode
UPDATE enrolment_code SET used = 1 WHERE code_hash = $1 AND used = 0 AND expires_at > $2
RETURNING cinema, terminal, terminal_name, expires_at, kind;

-- name: nameEnrolledTerminal
UPDATE enrolment_code SET terminal = $2 WHERE code_hash = $1 AND used = 1;

-- name: enrolledTerminal
SELECT terminal FROM enrolment_code
WHERE code_hash = $1 AND used = 1 AND expires_at > $2 AND terminal IS NOT NULL;
