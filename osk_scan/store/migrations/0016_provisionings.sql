-- People also decide how packages reach others; SQLite changes a CHECK by making the table anew.
CREATE TABLE decided (
    id INTEGER PRIMARY KEY,
    about TEXT NOT NULL CHECK (about IN ('license', 'relation', 'provisioning')),
    pattern TEXT NOT NULL, -- package URL with `*`
    says TEXT NOT NULL, -- license expression, or name of a relation or provisioning
    agency TEXT, -- NULL: in all systems
    system TEXT,
    reason TEXT NOT NULL,
    author TEXT NOT NULL,
    decided_at TEXT NOT NULL,
    until TEXT, -- last day on which it counts
    revoked_at TEXT,
    revoked_by TEXT,
    revoked_because TEXT
) STRICT;
INSERT INTO decided SELECT * FROM curation;
DROP TABLE curation;
ALTER TABLE decided RENAME TO curation;
