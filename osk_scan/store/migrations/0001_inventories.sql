CREATE TABLE agency (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE system (
    id INTEGER PRIMARY KEY,
    agency INTEGER NOT NULL REFERENCES agency,
    name TEXT NOT NULL,
    context TEXT NOT NULL DEFAULT 'internal',
    outbound TEXT,
    UNIQUE (agency, name)
) STRICT;

CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    system INTEGER NOT NULL REFERENCES system,
    name TEXT NOT NULL,
    UNIQUE (system, name)
) STRICT;

CREATE TABLE document (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    content BLOB NOT NULL -- zstd
) STRICT;

CREATE TABLE inventory (
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES source,
    document INTEGER NOT NULL REFERENCES document,
    document_name TEXT NOT NULL,
    received_at TEXT NOT NULL,
    format TEXT NOT NULL,
    spec_version TEXT,
    subject INTEGER,
    edges_known INTEGER NOT NULL,
    found INTEGER NOT NULL,
    stored INTEGER NOT NULL,
    merged INTEGER NOT NULL,
    folded INTEGER NOT NULL,
    quarantined INTEGER NOT NULL,
    dependencies INTEGER NOT NULL,
    dangling INTEGER NOT NULL,
    dropped_columns TEXT NOT NULL, -- JSON array
    origin TEXT NOT NULL, -- JSON object
    CHECK (found = stored + merged + folded + quarantined)
) STRICT;
CREATE INDEX inventory_by_source ON inventory (source, id);

-- Written once, pointed to by number: names, versions and vendors; license claims; package identities.
CREATE TABLE name (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE license_text (
    id INTEGER PRIMARY KEY,
    claims TEXT NOT NULL UNIQUE -- JSON array, or null where the document does not say
) STRICT;

CREATE TABLE package (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    stem TEXT NOT NULL, -- what `key` begins with
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    version TEXT,
    vendor TEXT
) STRICT;

CREATE TABLE package_identifier (
    package INTEGER NOT NULL REFERENCES package,
    identifier TEXT NOT NULL,
    PRIMARY KEY (package, identifier)
) STRICT, WITHOUT ROWID;

CREATE TABLE component (
    inventory INTEGER NOT NULL REFERENCES inventory,
    position INTEGER NOT NULL,
    package INTEGER NOT NULL REFERENCES package,
    name INTEGER NOT NULL REFERENCES name,
    version INTEGER REFERENCES name,
    vendor INTEGER REFERENCES name,
    declared INTEGER NOT NULL REFERENCES license_text,
    concluded INTEGER NOT NULL REFERENCES license_text,
    kind INTEGER NOT NULL,
    scope INTEGER NOT NULL,
    is_range INTEGER NOT NULL,
    installations INTEGER NOT NULL,
    stated INTEGER NOT NULL,
    place TEXT NOT NULL,
    PRIMARY KEY (inventory, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX component_by_package ON component (package);

CREATE TABLE commercial_terms (
    inventory INTEGER NOT NULL,
    position INTEGER NOT NULL,
    licensor TEXT,
    expires TEXT,
    types TEXT NOT NULL, -- JSON array
    FOREIGN KEY (inventory, position) REFERENCES component
) STRICT;
CREATE INDEX commercial_terms_by_component ON commercial_terms (inventory, position);

CREATE TABLE dependency (
    inventory INTEGER NOT NULL REFERENCES inventory,
    number INTEGER NOT NULL, -- in the order of source and target
    source INTEGER NOT NULL,
    target INTEGER NOT NULL,
    scope INTEGER NOT NULL,
    relation INTEGER NOT NULL,
    alternatives INTEGER NOT NULL,
    PRIMARY KEY (inventory, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE problem (
    inventory INTEGER NOT NULL REFERENCES inventory,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    place TEXT NOT NULL,
    component TEXT,
    detail TEXT NOT NULL,
    raw TEXT, -- a quarantined component's text, else NULL
    PRIMARY KEY (inventory, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE receipt (
    id INTEGER PRIMARY KEY,
    received_at TEXT NOT NULL,
    agency TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    state TEXT NOT NULL,
    body TEXT NOT NULL -- JSON, model.Receipt
) STRICT;
CREATE INDEX receipt_by_agency ON receipt (agency, id);
