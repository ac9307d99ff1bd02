-- A seating plan that a showtime has left is a time of it, not a plan: the same plan may come back with
-- its seats elsewhere, and two plans may have no seat in common. Tokens only grow, so they tell the
-- times apart: each one up to `last_epoch` that the time before has not ended counts in this plan.

CREATE TABLE plan_period (
    showtime   bytea  NOT NULL REFERENCES showtime (id),
    last_epoch bigint NOT NULL,
    plan       bytea  NOT NULL REFERENCES seating_plan (id),
    PRIMARY KEY (showtime, last_epoch)
);

-- Where a seat of then is in the present plan (verdict R4).
CREATE TABLE seat_counterpart (
    showtime   bytea   NOT NULL,
    last_epoch bigint  NOT NULL,
    from_seat  integer NOT NULL,
    to_seat    integer NOT NULL,
    PRIMARY KEY (showtime, last_epoch, from_seat),
    UNIQUE (showtime, last_epoch, to_seat),
    FOREIGN KEY (showtime, last_epoch) REFERENCES plan_period (showtime, last_epoch)
);

-- The last of some tokens that were given one after the other under one plan, when another followed.
INSERT INTO plan_period (showtime, last_epoch, plan)
SELECT t.showtime, t.epoch, t.plan
FROM (SELECT showtime, epoch, plan,
             lead(plan) OVER (PARTITION BY showtime ORDER BY epoch) AS next
      FROM allotment WHERE plan IS NOT NULL) t
JOIN showtime s ON s.id = t.showtime
WHERE coalesce(t.next, s.plan) <> t.plan;

-- A plan without tokens ended before all of them.
INSERT INTO plan_period (showtime, last_epoch, plan)
SELECT m.showtime, -row_number() OVER (ORDER BY m.showtime, m.from_plan), m.from_plan
FROM (SELECT DISTINCT showtime, from_plan FROM seat_mapping) m
WHERE NOT EXISTS (SELECT 1 FROM plan_period p
                  WHERE p.showtime = m.showtime AND p.plan = m.from_plan);

-- Of a plan that was there more than once only the last mapping was kept.
INSERT INTO seat_counterpart (showtime, last_epoch, from_seat, to_seat)
SELECT m.showtime,
       (SELECT max(p.last_epoch) FROM plan_period p
        WHERE p.showtime = m.showtime AND p.plan = m.from_plan),
       m.from_seat, m.to_seat
FROM seat_mapping m;

DROP TABLE seat_mapping;
