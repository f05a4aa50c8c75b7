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

-- What indexes answered, so that nothing is asked twice.
CREATE TABLE index_answer (
    url TEXT NOT NULL,
    accept TEXT NOT NULL,
    body BLOB, -- zstd; NULL where there was nothing
    fetched_at TEXT NOT NULL,
    PRIMARY KEY (url, accept)
) STRICT, WITHOUT ROWID;
