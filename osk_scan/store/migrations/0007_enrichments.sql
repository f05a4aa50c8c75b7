-- Licenses found for packages of a system whose documents state none; never changed, so that assessments stay what they are.
CREATE TABLE enrichment (
    number INTEGER PRIMARY KEY,
    system INTEGER NOT NULL REFERENCES system,
    package INTEGER NOT NULL REFERENCES package,
    license INTEGER NOT NULL REFERENCES license_text,
    source TEXT NOT NULL, -- machine, or TYPE=URL of an index
    place TEXT NOT NULL,
    found_at TEXT NOT NULL
) STRICT;
CREATE INDEX enrichment_by_system ON enrichment (system, number);

-- What indexes say of packages, so that nothing is asked twice; the rest of their answers, which name persons, is not kept.
CREATE TABLE index_answer (
    source TEXT NOT NULL, -- TYPE=URL
    package TEXT NOT NULL, -- its key
    claims TEXT NOT NULL, -- JSON array; empty where the index says nothing
    place TEXT NOT NULL,
    fetched_at TEXT NOT NULL,
    PRIMARY KEY (source, package)
) STRICT, WITHOUT ROWID;
