-- Where findings of one kind stand together, so that a page of a million is found without reading those before it.
CREATE TABLE finding_group (
    assessment INTEGER NOT NULL REFERENCES assessment,
    first INTEGER NOT NULL, -- their numbers, both ends included
    last INTEGER NOT NULL,
    severity INTEGER NOT NULL,
    rule INTEGER NOT NULL REFERENCES name,
    agency INTEGER REFERENCES name,
    system INTEGER REFERENCES system,
    PRIMARY KEY (assessment, first)
) STRICT, WITHOUT ROWID;
INSERT INTO finding_group SELECT assessment, min(number), max(number), severity, rule, agency, system FROM (
    SELECT *, number - row_number() OVER (
        PARTITION BY assessment, severity, rule, agency, system ORDER BY number
    ) AS run FROM finding
) GROUP BY assessment, severity, rule, agency, system, run;
DROP INDEX finding_by_system;
DROP INDEX finding_by_rule;
