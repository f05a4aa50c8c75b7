-- Which findings an assessment does not share with the one before it: what came and what went between any two is found
-- without going through all of either.
ALTER TABLE assessment ADD COLUMN before INTEGER REFERENCES assessment; -- its number; NULL: not compared
CREATE TABLE finding_change (
    assessment INTEGER NOT NULL REFERENCES assessment,
    fingerprint TEXT NOT NULL,
    PRIMARY KEY (assessment, fingerprint)
) STRICT, WITHOUT ROWID;
CREATE INDEX sighting_by_day ON sighting (first_seen);
