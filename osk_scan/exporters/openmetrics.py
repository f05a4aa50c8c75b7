"""Indicators, goals and counts of findings as OpenMetrics, for Prometheus and Grafana."""

from collections import Counter
from collections.abc import Iterator

from osk_scan.exporters._batches import chunked
from osk_scan.exporters._contract import Exporter
from osk_scan.indicator import Range
from osk_scan.results import Results
from osk_scan.score import Score

Sample = tuple[dict[str, str], float]


def _render(results: Results) -> Iterator[bytes]:
    return chunked(line.encode("utf-8", "replace") for line in _lines(results))


def _lines(results: Results) -> Iterator[str]:
    scopes = results.scores.scopes
    yield from _family("osk_indicator", "Indicator of the method, lower and upper end.", _indicators(scopes))
    yield from _family("osk_goal", "Goal of the method, lower and upper end.", _goals(scopes))
    yield from _family("osk_hotspot", "Lock-in or criticality of a product.", _hotspots(scopes))
    yield from _family("osk_installations", "Installations in scope.", [(_scope(s), s.n) for s in scopes])
    yield from _family("osk_findings", "Findings by agency, severity and state.", _findings(results))
    withheld = "What concerns fewer systems is withheld because this is shared: it is missing, not zero. 0: nothing is."
    yield from _family("osk_withheld_below_systems", withheld, [({}, results.least_cell)])
    yield from _family("osk_assessment", "The assessment that these numbers come from.", [(_origin(results), 1)])
    yield "# EOF\n"


def _family(name: str, told: str, samples: list[Sample]) -> Iterator[str]:
    yield f"# TYPE {name} gauge\n# HELP {name} {told}\n"
    for labels, value in samples:
        shown = ",".join(f'{key}="{_escaped(text)}"' for key, text in labels.items())
        yield f"{name}{{{shown}}} {value!r}\n"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace('"', '\\"')


def _scope(score: Score) -> dict[str, str]:
    return {"scope": score.scope, "name": score.name}


def _ends(labels: dict[str, str], value: Range) -> list[Sample]:
    return [(labels | {"end": "lo"}, value.lo), (labels | {"end": "hi"}, value.hi)]


def _indicators(scopes: tuple[Score, ...]) -> list[Sample]:
    return [
        sample
        for score in scopes
        for id_, indicator in score.indicators.items()
        for sample in _ends(_scope(score) | {"indicator": id_, "unit": indicator.unit}, indicator)
    ]


def _goals(scopes: tuple[Score, ...]) -> list[Sample]:
    return [
        sample
        for score in scopes
        for id_, goal in score.goals.items()
        for sample in _ends(_scope(score) | {"goal": id_}, goal)
    ]


def _hotspots(scopes: tuple[Score, ...]) -> list[Sample]:
    return [
        sample
        for score in scopes
        for spot in score.hotspots
        for sample in _ends(_scope(score) | {"kind": spot.kind, "product": spot.product}, spot.value)
    ]


def _findings(results: Results) -> list[Sample]:
    counted = Counter((f.agency, f.rule, f.severity, f.state) for f in results.findings)
    keys = ("agency", "rule", "severity", "state")
    return [(dict(zip(keys, found, strict=True)), number) for found, number in sorted(counted.items())]


def _origin(results: Results) -> dict[str, str]:
    return {
        "assessment": results.assessment,
        "as_of": results.as_of,
        "rules_version": results.rules_version,
        "catalogue_version": results.catalogue_version,
    }


EXPORTER = Exporter(
    title="Scores and counts as OpenMetrics",
    specification="OpenMetrics 1.0, text format",
    suffix=".prom",
    media_type="application/openmetrics-text; version=1.0.0; charset=utf-8",
    render=_render,
)
