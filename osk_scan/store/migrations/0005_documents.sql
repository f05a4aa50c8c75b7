-- Of lists of installed software only the hash and size are kept: they can name machines and persons.
CREATE TABLE document_kept (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    content BLOB -- zstd; NULL where it is not kept
) STRICT;
INSERT INTO document_kept SELECT id, sha256, size, content FROM document;
DROP TABLE document;
ALTER TABLE document_kept RENAME TO document;
