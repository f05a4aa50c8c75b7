-- What an inventory got back is found by its number: the same bytes may have been handed in for a thousand systems.
CREATE INDEX receipt_by_inventory ON receipt (json_extract(body, '$.inventory_id')) WHERE state = 'stored';
DROP INDEX receipt_by_document;
