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

-- The last token that was given under a plan and followed by one of another; a plan without tokens
-- ended before all of them.
INSERT INTO plan_period (showtime, last_epoch, plan)
SELECT m.showtime,
       coalesce((SELECT max(a.epoch) FROM allotment a
                 WHERE a.showtime = m.showtime AND a.plan = m.from_plan AND
                       (a.plan <> s.plan OR EXISTS
                        (SELECT 1 FROM allotment b WHERE b.showtime = a.showtime AND
                         b.plan <> a.plan AND b.epoch > a.epoch))),
                -row_number() OVER (ORDER BY m.showtime, m.from_plan)),
       m.from_plan
FROM (SELECT DISTINCT showtime, from_plan FROM seat_mapping) m JOIN showtime s ON s.id = m.showtime;

INSERT INTO seat_counterpart (showtime, last_epoch, from_seat, to_seat)
SELECT m.showtime, p.last_epoch, m.from_seat, m.to_seat
FROM seat_mapping m JOIN plan_period p ON p.showtime = m.showtime AND p.plan = m.from_plan;

DROP TABLE seat_mapping;
