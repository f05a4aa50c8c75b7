-- Where the findings of one kind stand, so that a page of a million is found without reading those before it.
CREATE TABLE finding_group (
    assessment INTEGER NOT NULL REFERENCES assessment,
    severity INTEGER NOT NULL,
    rule INTEGER NOT NULL REFERENCES name,
    agency INTEGER REFERENCES name,
    system INTEGER REFERENCES system,
    first INTEGER NOT NULL, -- smallest and largest number
    last INTEGER NOT NULL,
    findings INTEGER NOT NULL
) STRICT;
INSERT INTO finding_group SELECT assessment, severity, rule, agency, system, min(number), max(number), count(*)
    FROM finding GROUP BY assessment, severity, rule, agency, system;
CREATE INDEX finding_group_by_assessment ON finding_group (assessment, severity);
CREATE INDEX finding_by_agency ON finding (assessment, agency, number);
