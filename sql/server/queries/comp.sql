-- name: addComp
INSERT INTO comp (booking, reason, approved_by) VALUES ($1, $2, $3)
ON CONFLICT (booking) DO NOTHING;

-- name: compOfBooking
SELECT reason, approved_by FROM comp WHERE booking = $1;
