-- How far the events of the house have come on their way to others who want all of them, in order.

CREATE TABLE event_relay (
    name   text   PRIMARY KEY,
    number bigint NOT NULL CHECK (number >= 0)
);
