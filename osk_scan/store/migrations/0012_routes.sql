-- How a component is reached: for each position of an inventory the one before it on a shortest path, little-endian
-- 32-bit integers, -1 where the path begins. Follows from the dependencies; kept so that a page of findings reads few rows.
CREATE TABLE route (
    inventory INTEGER PRIMARY KEY REFERENCES inventory,
    before BLOB NOT NULL
) STRICT;
