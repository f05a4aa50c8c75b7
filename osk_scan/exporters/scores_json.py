"""Sovereignty scores as one JSON document with a versioned JSON Schema, every number with its explanation."""

from collections.abc import Iterator

import msgspec

from osk_scan.exporters._contract import Exporter
from osk_scan.results import Results


def _render(results: Results) -> Iterator[bytes]:
    yield msgspec.json.format(msgspec.json.encode(results.scores, order="deterministic"), indent=1) + b"\n"


EXPORTER = Exporter(
    title="Sovereignty scores as JSON",
    specification="exporters/schemas/scores-1.schema.json",
    suffix=".scores.json",
    media_type="application/json",
    render=_render,
)
