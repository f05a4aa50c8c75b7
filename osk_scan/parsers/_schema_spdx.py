"""Hold SPDX JSON against its official schemas, where the package lib4sbom that ships them is installed."""

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import jsonschema_rs

from osk_scan.model import Document, Problem
from osk_scan.parsers._schema_json import decoded, disagreements, schema_at

_NAMED = ("packages", "files", "@graph")
_CONTEXT = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"


def spdx_json(document: Document) -> Iterator[Problem]:
    """Yield where an SPDX 2 JSON document does not follow the schema of its version."""
    spdx = decoded(document)
    version = spdx.get("spdxVersion") if isinstance(spdx, dict) else None
    validator = _validator(str(version).removeprefix("SPDX-"))
    if validator is not None:
        yield from disagreements(validator, spdx, _NAMED)


def spdx3_jsonld(document: Document) -> Iterator[Problem]:
    """Yield where the elements of an SPDX 3 graph do not follow the schema.

    Each is looked at alone: that gives a place to complaints which the schema makes of the graph as a whole, and it
    can be stopped, which a document that is wrong everywhere needs: 15 s for 0.6 MB as a whole, 1.3 s like this.
    """
    spdx = decoded(document)
    validator = _validator("3.0")
    if validator is None or not isinstance(spdx, dict):
        return
    graph = spdx.get("@graph")
    if not isinstance(graph, list):
        yield from disagreements(validator, spdx, _NAMED)
        return
    around = {key: value for key, value in spdx.items() if key != "@graph"}
    yield from disagreements(validator, {**around, "@graph": []}, _NAMED)
    for at, element in enumerate(graph):
        named = element.get("name") if isinstance(element, dict) else None
        name = named if isinstance(named, str) else None
        for problem in disagreements(validator, {"@context": _CONTEXT, "@graph": [element]}, _NAMED):
            where = problem.where.replace("/@graph/0", f"/@graph/{at}", 1)
            yield Problem(
                problem.kind, where if where.startswith("/@graph/") else f"/@graph/{at}", name, problem.detail
            )


@cache
def _validator(version: str) -> jsonschema_rs.Validator | None:
    found = find_spec("lib4sbom")
    if version not in ("2.2", "2.3", "3.0") or found is None or not found.submodule_search_locations:
        return None
    path = Path(found.submodule_search_locations[0]) / "schemas" / "spdx" / f"{version}-schema.json"
    return jsonschema_rs.validator_for(schema_at(path), offline=True) if path.is_file() else None
