-- What a document got back when it was stored is told again when the same bytes come again.
CREATE INDEX receipt_by_document ON receipt (sha256, id);
