-- What agencies add to their inventories: every version as handed in, never changed, so that assessments stay what they are.
CREATE TABLE supplement_version (
    number INTEGER PRIMARY KEY,
    agency INTEGER NOT NULL REFERENCES agency,
    body TEXT NOT NULL,
    author TEXT, -- who handed it in, where that was said
    received_at TEXT -- NULL: before every version was kept
) STRICT;
INSERT INTO supplement_version (agency, body) SELECT agency, body FROM supplement ORDER BY agency;
DROP TABLE supplement;
ALTER TABLE supplement_version RENAME TO supplement;
CREATE INDEX supplement_by_agency ON supplement (agency, number);

-- What happens with a system, each time that somebody said it anew.
CREATE TABLE situation (
    number INTEGER PRIMARY KEY,
    system INTEGER NOT NULL REFERENCES system,
    context TEXT NOT NULL,
    outbound TEXT,
    said_at TEXT -- NULL: before it was noted
) STRICT;
INSERT INTO situation (system, context, outbound) SELECT id, context, outbound FROM system ORDER BY id;
CREATE INDEX situation_by_system ON situation (system, number);
