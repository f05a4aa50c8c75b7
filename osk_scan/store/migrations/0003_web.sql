-- What somebody shows at the desk: a public prefix, and the salted hash of the secret behind it.
CREATE TABLE api_key (
    id INTEGER PRIMARY KEY,
    prefix TEXT NOT NULL UNIQUE,
    salt BLOB NOT NULL,
    digest BLOB NOT NULL,
    name TEXT NOT NULL,
    agency TEXT, -- NULL: the whole portfolio
    roles TEXT NOT NULL, -- JSON array
    made_at TEXT NOT NULL,
    last_used_at TEXT,
    revoked_at TEXT
) STRICT;

-- A browser's visit: a key exchanged for a cookie, of which only the hash is kept.
CREATE TABLE session (
    digest TEXT PRIMARY KEY,
    api_key INTEGER NOT NULL REFERENCES api_key,
    csrf TEXT NOT NULL,
    expires_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Who did what; nothing is ever changed or taken out.
CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    actor TEXT NOT NULL, -- prefix of a key, or what acted without one
    agency TEXT, -- NULL: no agency's affair
    action TEXT NOT NULL,
    subject TEXT NOT NULL
) STRICT;
CREATE INDEX audit_by_agency ON audit (agency, id);
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit
BEGIN SELECT raise(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_keeps BEFORE DELETE ON audit
BEGIN SELECT raise(ABORT, 'the audit log is append-only'); END;

-- What uploaders know a system by: name and version, as the compatible upload API has it.
CREATE TABLE project (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    agency TEXT NOT NULL,
    name TEXT NOT NULL,
    version TEXT NOT NULL, -- empty: none
    tags TEXT NOT NULL, -- JSON array
    is_latest INTEGER NOT NULL,
    last_import INTEGER, -- milliseconds since 1970, different after each upload
    UNIQUE (agency, name, version)
) STRICT;

-- What was handed in over the network, from the moment it was acknowledged.
CREATE TABLE upload (
    id INTEGER PRIMARY KEY,
    token TEXT NOT NULL UNIQUE,
    uploader TEXT NOT NULL, -- prefix of a key
    agency TEXT NOT NULL,
    project TEXT, -- its uuid
    assignment TEXT NOT NULL, -- JSON, pipeline.ingest.Assignment
    document_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    content BLOB, -- zstd; NULL as soon as it is stored elsewhere or refused
    state TEXT NOT NULL, -- received, parsing, stored, assessed, refused
    attempts INTEGER NOT NULL DEFAULT 0,
    received_at TEXT NOT NULL,
    settled_at TEXT,
    receipts TEXT NOT NULL DEFAULT '[]', -- JSON array of model.Receipt
    assessment TEXT,
    failure TEXT -- why it stays unassessed
) STRICT;
CREATE INDEX upload_by_state ON upload (state, id);
CREATE INDEX upload_by_agency ON upload (agency, id);
