"""JSON Schemas of the exports and notifications that are our own, made from the types and shipped as files."""

from pathlib import Path

import msgspec

from osk_scan.exporters._envelope import Head
from osk_scan.finding import Finding
from osk_scan.notification import Digest
from osk_scan.score import Scores

FOLDER = Path(__file__).parent / "schemas"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


class FindingsDocument(Head, frozen=True, kw_only=True):
    """What `export findings-json` writes."""

    findings: tuple[Finding, ...]


SCHEMAS: dict[str, type[msgspec.Struct]] = {
    "findings-1": FindingsDocument,
    "notification-1": Digest,
    "scores-1": Scores,
}
"""By name and major version: a field that leaves or changes its meaning raises it, one that is added does not."""


def schema_text(name: str) -> str:
    """Return one schema as its file holds it."""
    head = {
        "$schema": _DIALECT,
        "$id": f"urn:osk-scan:schema:{name}",
        "$comment": "Written by osk_scan.exporters._schemas from the types; do not edit.",
    }
    made = head | msgspec.json.schema(SCHEMAS[name])
    return msgspec.json.format(msgspec.json.encode(made, order="deterministic"), indent=2).decode() + "\n"


def write_schemas() -> None:
    """Write every schema to its file."""
    for name in SCHEMAS:
        (FOLDER / f"{name}.schema.json").write_text(schema_text(name), encoding="utf-8")


if __name__ == "__main__":
    write_schemas()
