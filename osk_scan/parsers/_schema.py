"""Hold a document against the official schema of its format, where there is one."""

from itertools import islice

from osk_scan.model import Document, Problem
from osk_scan.parsers._schema_cyclonedx import cyclonedx_json, cyclonedx_xml
from osk_scan.parsers._schema_spdx import spdx3_jsonld, spdx_json

MAX_TOLD = 200
"""Disagreements that are told; a generator's mistake is in every component."""

_CHECKS = {
    "cyclonedx_json": cyclonedx_json,
    "cyclonedx_xml": cyclonedx_xml,
    "spdx_json": spdx_json,
    "spdx3_jsonld": spdx3_jsonld,
}


def validate(document: Document, format_name: str) -> tuple[Problem, ...]:
    """Return where `document` does not follow its format's schema; nothing for formats without one.

    Shape: in the order in which the validator walks the document, at most `MAX_TOLD`, then one that says so.

    Raises:
        RefusedDocument: where the document is no JSON or XML at all.
    """
    if format_name not in _CHECKS:
        return ()
    found = tuple(islice(_CHECKS[format_name](document), MAX_TOLD + 1))
    if len(found) <= MAX_TOLD:
        return found
    return (*found[:MAX_TOLD], Problem("against-schema", "more places", None, f"more than {MAX_TOLD} disagreements"))
