-- Further identities belong to the component whose document states them: as properties of the package they told agencies
-- of each other, and an assessment came out otherwise after somebody else's upload. The same holds for the vendor, which
-- each component has already.
CREATE TABLE identifier_list (
    id INTEGER PRIMARY KEY,
    listed TEXT NOT NULL UNIQUE -- JSON array, sorted
) STRICT;
ALTER TABLE component ADD COLUMN identifiers INTEGER REFERENCES identifier_list; -- NULL: the document states none
CREATE TABLE known (package INTEGER PRIMARY KEY, listed TEXT NOT NULL) STRICT;
INSERT INTO known SELECT package, json_group_array(identifier) FROM package_identifier GROUP BY package;
INSERT INTO identifier_list (listed) SELECT DISTINCT listed FROM known;
UPDATE component SET identifiers = (
    SELECT identifier_list.id FROM known JOIN identifier_list USING (listed) WHERE known.package = component.package
);
DROP TABLE known;
DROP TABLE package_identifier;
ALTER TABLE package DROP COLUMN vendor;
