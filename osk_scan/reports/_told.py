"""Findings as a report shows them: by system in full, by rule as counts, and the accepted ones."""

from dataclasses import dataclass
from itertools import groupby

from osk_scan.finding import EvidencePlace, Finding
from osk_scan.model import System
from osk_scan.reports._findings import Gathered
from osk_scan.reports._numbers import day
from osk_scan.reports._table import Column, Table
from osk_scan.reports.wording import Words, whole
from osk_scan.results import Results


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


def by_system(findings: tuple[Finding, ...], results: Results, words: Words) -> tuple[OfSystem, ...]:
    """Return `findings`, the gravest first, by system: first the system with the gravest."""
    systems = {(system.agency, system.name): system for system in results.systems}
    several = len(results.agencies) > 1
    gravest: dict[tuple[str, str | None], int] = {}
    for place, finding in enumerate(findings):
        gravest.setdefault((finding.agency, finding.system), place)
    ordered = sorted(findings, key=lambda finding: gravest[finding.agency, finding.system])
    return tuple(
        OfSystem(
            " · ".join(part for part in (agency if several else "", reach(found[0], words)) if part),
            situation(systems[agency, name], words) if name and (agency, name) in systems else "",
            _told(found),
        )
        for (agency, name), grouped in groupby(ordered, key=lambda finding: (finding.agency, finding.system))
        for found in (tuple(grouped),)
    )


def about(found: Finding, words: Words) -> tuple[tuple[str, str], ...]:
    """Return what is known of one finding beyond its message, each under its name, in the order of the page."""
    component, license_ = found.component, found.license
    stated = ("declared", "concluded", "chosen") if license_ else ()
    licenses = ((kind, getattr(license_, kind)) for kind in stated)
    lines = (
        ("finding.component", f"{component.name} {component.version or ''}".strip() if component else ""),
        ("finding.license", " · ".join(words(f"finding.{kind}", license=text) for kind, text in licenses if text)),
        ("finding.path", " → ".join(found.path)),
        ("finding.clause", found.why),
        ("finding.fix", found.fix.in_(words.language)),
        *(("finding.evidence", _place(place, words)) for place in found.evidence),
        ("finding.rule", found.rule),
    )
    return tuple((words(key), text) for key, text in lines if text)


def named(found: Finding) -> str:
    """Return what a finding is about: a component with its version, else product, vendor or rule."""
    if found.component:
        return f"{found.component.name} {found.component.version or ''}".strip()
    return found.product or found.vendor or found.rule


def reach(found: Finding, words: Words) -> str:
    """Return how far a finding reaches: its system, else the whole agency, else the whole portfolio."""
    return found.system or words("finding.no-system" if found.agency else "scope.portfolio")


def _place(place: EvidencePlace, words: Words) -> str:
    source = f" ({place.source})" if place.source else ""
    return f"{place.document} {words.of_place(place.where)}: {words.of_evidence(place.fact)}{source}"


def _told(findings: tuple[Finding, ...]) -> tuple[Told, ...]:
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    return tuple(Told(first, tuple(alike)) for first, *alike in by_rule.values())


def situation(system: System, words: Words) -> str:
    """Return what happens with a system, and the license it has of its own."""
    context = words(f"context.{system.context.value}")
    return words("context.outbound", context=context, license=system.outbound) if system.outbound else context


def rule_table(found: Gathered, words: Words) -> Table:
    """Return how often each rule spoke, the gravest first."""
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


def waiver_table(found: Gathered, words: Words) -> Table:
    """Return the findings that are accepted until a date, and by whom."""
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
            reach(waived, words),
            waived.comment or "–",
            waived.reviewer or "–",
            day(waived.until or "–", words.language),
        )
        for waived in found.waived.shown
    )
    left = found.waived.left_out
    more = words("report.more", count=left) if left else ""
    return Table(words("waivers.table"), columns, rows, more)
