-- Who asked for which assessment, and when: what was assessed before is only read back, and is then the newest again.
CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    scope TEXT NOT NULL, -- an agency, or empty for the whole portfolio
    assessment TEXT NOT NULL REFERENCES assessment (id),
    at TEXT NOT NULL
) STRICT;
CREATE INDEX run_by_scope ON run (scope, id);
INSERT INTO run (scope, assessment, at) SELECT scope, id, made_at FROM assessment ORDER BY number;
