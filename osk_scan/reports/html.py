"""The audit report as one self-contained web page: no script, no request to anywhere, readable by everyone."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from markupsafe import Markup

from osk_scan.model import Finding, System
from osk_scan.reports import _documents, _hotspots, _indicators
from osk_scan.reports._findings import Gathered, gathered
from osk_scan.reports._focus import focus, standing_out
from osk_scan.reports._messages import messages
from osk_scan.reports._method import method_view
from osk_scan.reports._names import Names
from osk_scan.reports._numbers import day, whole
from osk_scan.reports._table import Column, Table
from osk_scan.reports.wording import Words
from osk_scan.results import Results
from osk_scan.score import Score

if TYPE_CHECKING:
    from jinja2 import Environment

MEDIA_TYPE = "text/html; charset=utf-8"
_OVERLONG_WORD = re.compile(r"(\S{160})\S+")


@dataclass(frozen=True)
class Told:
    """One finding in full, and those of the same rule and system that differ by component only."""

    first: Finding
    alike: tuple[Finding, ...]


@dataclass(frozen=True)
class OfSystem:
    """The findings of one system that are told in full."""

    name: str
    context: str
    findings: tuple[Told, ...]


def render(results: Results) -> bytes:
    """Return the report on `results` in their language."""
    words = Words(results.language)
    found = gathered(results)
    score = focus(results)
    page = (
        templates()
        .get_template("report.html.j2")
        .render(
            words=words,
            language=results.language,
            results=results,
            score=score,
            found=found,
            title=results.title,
            as_of=words("report.as-of", date=day(results.as_of, results.language)),
            facts=_facts(results, score, found, words),
            messages=messages(results, score, found, words),
            licenses=_by_system(found.licenses.shown, results, words),
            others=_by_system(found.others.shown, results, words),
            rules=_rule_table(found, words),
            waivers=_waiver_table(found, words),
            documents=_documents.document_table(results.receipts, words),
            problems=_documents.problem_table(results.receipts, words),
            dropped=_documents.dropped_columns(results.receipts, words),
            method=_documents.method_table(results, words),
            page=method_view(results.method, words) if results.method else None,
            **(_scored(results, score, words) if score else {}),
        )
    )
    return page.encode("utf-8", "replace")


def _scored(results: Results, score: Score, words: Words) -> dict[str, object]:
    """Return what only a scored report has."""
    names = Names(results)
    return {
        "goals": _indicators.goals(score, words),
        "picture": _hotspots.picture(score, words),
        "standing_out": standing_out(score),
        "why": _hotspots.why(score, words),
        "hotspots": _hotspots.hotspot_table(score, names, words),
        "criticality": _hotspots.criticality_table(score, names, words),
        "vendors": _hotspots.vendor_table(score, words),
        "causes": _hotspots.common_causes(score, names, words),
        "indicators": _indicators.indicator_table(score, words),
        "derivation": _indicators.derivation_table(score, names, words),
        "parts": _indicators.parts_table(results, score, words),
        "targets": _indicators.target_table(score, words),
        "clarify": _indicators.clarify_table(score, words),
        "threshold": score.hotspots[0].threshold if score.hotspots else "",
    }


def _facts(results: Results, score: Score | None, found: Gathered, words: Words) -> tuple[tuple[str, str], ...]:
    counts = [
        (words("summary.systems"), score.n_systems if score else len(results.systems)),
        (words("summary.documents"), len(results.receipts)),
        (words("summary.open-findings"), found.severities.total()),
    ]
    if score:
        counts[:0] = [(words("summary.installations"), score.n), (words("summary.products"), score.n_products)]
    return tuple((name, whole(number, words.language)) for name, number in counts)


def _by_system(findings: tuple[Finding, ...], results: Results, words: Words) -> tuple[OfSystem, ...]:
    """Return `findings`, the gravest first, by system: first the system with the gravest."""
    systems = {(system.agency, system.name): system for system in results.systems}
    several = len(results.agencies) > 1
    gravest: dict[tuple[str, str | None], int] = {}
    for place, finding in enumerate(findings):
        gravest.setdefault((finding.agency, finding.system), place)
    ordered = sorted(findings, key=lambda finding: gravest[finding.agency, finding.system])
    return tuple(
        OfSystem(
            " · ".join(part for part in (agency if several else "", name or words("finding.no-system")) if part),
            _context(systems.get((agency, name or "")), words),
            _told(tuple(found)),
        )
        for (agency, name), found in groupby(ordered, key=lambda finding: (finding.agency, finding.system))
    )


def _told(findings: tuple[Finding, ...]) -> tuple[Told, ...]:
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    return tuple(Told(first, tuple(alike)) for first, *alike in by_rule.values())


def _context(system: System | None, words: Words) -> str:
    if system is None:
        return ""
    context = words(f"context.{system.context.value}")
    return words("context.outbound", context=context, license=system.outbound) if system.outbound else context


def _rule_table(found: Gathered, words: Words) -> Table:
    columns = (
        Column(words("finding.rule")),
        Column(words("others.severity")),
        Column(words("others.open"), "number"),
        Column(words("others.waived"), "number"),
        Column(words("others.systems"), "number"),
    )
    rows = tuple(
        (
            row.title or row.rule,
            words(f"severity.{row.severity}"),
            *(whole(number, words.language) for number in (row.open, row.waived, row.systems)),
        )
        for row in found.rules
    )
    return Table(words("others.table"), columns, rows)


def _waiver_table(found: Gathered, words: Words) -> Table:
    columns = (
        Column(words("waivers.finding")),
        Column(words("documents.system")),
        Column(words("waivers.reason")),
        Column(words("waivers.reviewer")),
        Column(words("waivers.until"), "number"),
    )
    rows = tuple(
        (
            " ".join(
                part for part in (waived.title.in_(words.language), waived.component and waived.component.name) if part
            ),
            waived.system or words("finding.no-system"),
            waived.comment or "–",
            waived.reviewer or "–",
            day(waived.until or "–", words.language),
        )
        for waived in found.waived.shown
    )
    left = found.waived.left_out
    more = words("report.more", count=whole(left, words.language)) if left else ""
    return Table(words("waivers.table"), columns, rows, more)


def _shortened(value: object) -> object:
    """Cut what nobody reads on a page: words of many thousand characters; exports keep them whole."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return _OVERLONG_WORD.sub(r"\1…", value)
    return value


@cache
def templates() -> "Environment":
    """Return the reports' templates; every text that enters them is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("osk_scan.reports"),
        autoescape=True,
        finalize=_shortened,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
