"""Findings as JSON Lines: one finding a line, for log pipelines and incremental readers."""

from collections.abc import Iterator

import msgspec

from osk_scan.exporters._batches import chunked
from osk_scan.exporters._contract import Exporter
from osk_scan.results import Results


def _render(results: Results) -> Iterator[bytes]:
    encode = msgspec.json.Encoder().encode
    return chunked(encode(finding) + b"\n" for finding in results.findings)


EXPORTER = Exporter(
    title="Findings as JSON Lines",
    specification="exporters/schemas/findings-1.schema.json, definition Finding, one a line",
    suffix=".jsonl",
    media_type="application/x-ndjson",
    render=_render,
)
