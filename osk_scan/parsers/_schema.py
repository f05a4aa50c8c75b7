"""Hold a document against the official schema of its format, where there is one."""

from osk_scan.model import Document, Problem
from osk_scan.parsers._schema_cyclonedx import cyclonedx_json, cyclonedx_xml
from osk_scan.parsers._schema_spdx import spdx3_jsonld, spdx_json

MAX_TOLD = 200
"""Places that are told one by one; a generator's mistake is in every component."""
MAX_LOOKED_INTO = 20_000
"""Texts (keys and values) of wrong entries whose places are told: naming them takes validators up to 0.1 ms a text."""

_CHECKS = {
    "cyclonedx_json": cyclonedx_json,
    "cyclonedx_xml": cyclonedx_xml,
    "spdx_json": spdx_json,
    "spdx3_jsonld": spdx3_jsonld,
}


def validate(document: Document, format_name: str) -> tuple[Problem, ...]:
    """Return where `document` does not follow its format's schema; nothing for formats without one.

    Shape: in the order in which the document is walked, at most `MAX_TOLD`, then one that says how many are not told.

    Raises:
        RefusedDocument: where the document is no JSON or XML at all.
    """
    told: list[Problem] = []
    untold = looked_into = 0
    for each in _CHECKS[format_name](document) if format_name in _CHECKS else ():
        if len(told) < MAX_TOLD and looked_into + each.size <= MAX_LOOKED_INTO:
            told += each.places()
            looked_into += each.size
        else:
            untold += 1
    untold += len(told[MAX_TOLD:])
    more = (Problem("schema-more", "/", None, str(untold)),) if untold else ()
    return (*told[:MAX_TOLD], *more)
