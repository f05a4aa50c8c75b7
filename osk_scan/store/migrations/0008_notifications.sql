-- What each receiver was told of last; whoever was never told of anything has no row.
CREATE TABLE notification (
    receiver TEXT NOT NULL, -- SHA-256 of its address, which may be a secret
    agency TEXT NOT NULL, -- empty: the whole portfolio
    assessment TEXT NOT NULL,
    receipt INTEGER NOT NULL, -- number of the newest
    at TEXT NOT NULL,
    PRIMARY KEY (receiver, agency)
) STRICT, WITHOUT ROWID;
