"""Hold SPDX JSON against its official schemas, which lib4sbom ships."""

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from osk_scan.model import Document
from osk_scan.parsers._schema_json import Schema, disagreements, members_of, text_of
from osk_scan.parsers._schema_told import Disagreement

_VERSIONS = ("2.2", "2.3")
_NAMED = ("packages", "files", "@graph")


def spdx_json(document: Document) -> Iterator[Disagreement]:
    """Yield where an SPDX 2 JSON document does not follow the schema of its version; 2.0 and 2.1 have none."""
    members = members_of(document)
    version = (text_of(members, "spdxVersion") or "").removeprefix("SPDX-")
    if version in _VERSIONS:
        yield from disagreements(_schema(version), members, _NAMED)


def spdx3_jsonld(document: Document) -> Iterator[Disagreement]:
    """Yield where the elements of an SPDX 3 graph do not follow the schema.

    Each is looked at alone, which gives a place to what the schema complains about the graph as a whole.
    """
    yield from disagreements(_schema("3.0"), members_of(document), _NAMED)


@cache
def _schema(version: str) -> Schema:
    found = find_spec("lib4sbom")  # Importing it would take as long as the rest of the start.
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError("lib4sbom", name="lib4sbom")
    path = Path(found.submodule_search_locations[0]) / "schemas" / "spdx" / f"{version}-schema.json"
    return Schema(path, lists_in="then" if version == "3.0" else "")
