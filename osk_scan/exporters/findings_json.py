"""Findings as one JSON document with a versioned JSON Schema."""

from collections.abc import Iterator

from osk_scan.exporters._contract import Exporter
from osk_scan.exporters._envelope import enveloped, head_of
from osk_scan.results import Results


def _render(results: Results) -> Iterator[bytes]:
    return enveloped(head_of(results, "findings-1"), "findings", results.findings)


EXPORTER = Exporter(
    title="Findings as JSON",
    specification="exporters/schemas/findings-1.schema.json",
    suffix=".json",
    media_type="application/json",
    render=_render,
)
