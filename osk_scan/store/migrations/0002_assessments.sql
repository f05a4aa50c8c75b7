CREATE TABLE assessment (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE, -- SHA-256 of all that went in
    scope TEXT NOT NULL, -- an agency, or empty for the whole portfolio
    as_of TEXT NOT NULL,
    made_at TEXT NOT NULL,
    rules_version TEXT NOT NULL,
    catalogue_version TEXT NOT NULL,
    basis TEXT NOT NULL, -- JSON, portfolio.Basis
    scores BLOB NOT NULL, -- JSON, zstd
    findings INTEGER NOT NULL,
    result TEXT NOT NULL -- SHA-256 of findings and scores, for `verify`
) STRICT;
CREATE INDEX assessment_by_scope ON assessment (scope, number);

-- What findings of one rule and the same facts say, written once.
CREATE TABLE finding_text (
    id INTEGER PRIMARY KEY,
    body TEXT NOT NULL UNIQUE -- JSON: rule, title, severity, message, fix, why
) STRICT;

-- Numbered by severity, then rule, agency, system and component: the order in which people read them.
CREATE TABLE finding (
    assessment INTEGER NOT NULL REFERENCES assessment,
    number INTEGER NOT NULL,
    fingerprint TEXT NOT NULL,
    severity INTEGER NOT NULL,
    rule INTEGER NOT NULL REFERENCES name,
    text INTEGER NOT NULL REFERENCES finding_text,
    agency INTEGER REFERENCES name,
    system INTEGER REFERENCES system,
    inventory INTEGER REFERENCES inventory,
    position INTEGER,
    product INTEGER REFERENCES name,
    vendor INTEGER REFERENCES name,
    chosen INTEGER REFERENCES name,
    count INTEGER NOT NULL,
    PRIMARY KEY (assessment, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX finding_by_fingerprint ON finding (fingerprint, assessment);
CREATE INDEX finding_by_system ON finding (assessment, system, number);
CREATE INDEX finding_by_rule ON finding (assessment, rule, number);

-- When a statement was first and last true, across assessments.
CREATE TABLE sighting (
    fingerprint TEXT PRIMARY KEY,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE waiver (
    id INTEGER PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    reason TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    until TEXT NOT NULL,
    decided_at TEXT NOT NULL
) STRICT;
CREATE INDEX waiver_by_fingerprint ON waiver (fingerprint, id);

CREATE TABLE supplement (
    agency INTEGER PRIMARY KEY REFERENCES agency,
    body TEXT NOT NULL -- as handed in
) STRICT;
