-- By which number an assessment has a finding: apart from the findings, so that both are written in their own order.
CREATE TABLE finding_id (
    fingerprint TEXT NOT NULL,
    assessment INTEGER NOT NULL REFERENCES assessment,
    number INTEGER NOT NULL,
    PRIMARY KEY (fingerprint, assessment, number)
) STRICT, WITHOUT ROWID;
INSERT INTO finding_id SELECT fingerprint, assessment, number FROM finding ORDER BY 1, 2, 3;
DROP INDEX finding_by_fingerprint;
