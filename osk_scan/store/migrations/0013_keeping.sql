-- Assessments whose findings are being written, a slice at a time; nobody reads them before the assessment itself is there.
CREATE TABLE keeping (
    number INTEGER PRIMARY KEY, -- the assessment's
    since TEXT NOT NULL
) STRICT;
