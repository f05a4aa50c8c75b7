-- What people decided on packages: never changed but for the revocation, never deleted.
CREATE TABLE curation (
    id INTEGER PRIMARY KEY,
    about TEXT NOT NULL CHECK (about IN ('license', 'relation')),
    pattern TEXT NOT NULL, -- package URL with `*`
    says TEXT NOT NULL, -- license expression, or name of a relation
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
