"""Findings gathered in one pass for a page: counts of all of them, and the gravest in full."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from heapq import heappush, heappushpop, nlargest

from osk_scan.finding import SEVERITIES, Finding, Severity
from osk_scan.results import Results

SHOWN = 120
"""Findings told in full, licenses and others each: a report of more pages is not read; the export has all of them."""

ONLY_COUNTED: tuple[Severity, ...] = ("info", "low")
"""What is no license finding and no graver than this appears in the table of rules only."""
GRAVE: tuple[Severity, ...] = ("high", "critical")


@dataclass(frozen=True)
class OfRule:
    """How often one rule spoke."""

    rule: str
    title: str
    severity: Severity
    open: int
    waived: int
    systems: int
    fix: str
    """What helps, by its first finding."""


@dataclass
class Gravest:
    """The findings told in full, never more than `SHOWN`: the gravest, and among equals the first."""

    _heap: list[tuple[int, int, Finding]] = field(default_factory=list)
    total: int = 0

    def add(self, finding: Finding) -> None:
        """Take one more into account."""
        self.total += 1
        entry = (SEVERITIES.index(finding.severity), -self.total, finding)
        if len(self._heap) < SHOWN:
            heappush(self._heap, entry)
        else:
            heappushpop(self._heap, entry)

    @property
    def shown(self) -> tuple[Finding, ...]:
        """Return those told in full, the gravest first."""
        return tuple(finding for _, _, finding in nlargest(SHOWN, self._heap))

    @property
    def left_out(self) -> int:
        """Return how many are only counted."""
        return self.total - len(self._heap)


@dataclass
class Gathered:
    """What a report says of the findings."""

    licenses: Gravest = field(default_factory=Gravest)
    others: Gravest = field(default_factory=Gravest)
    waived: Gravest = field(default_factory=Gravest)
    severities: Counter[Severity] = field(default_factory=Counter)
    """Of open findings."""
    license_systems: set[tuple[str, str | None]] = field(default_factory=set)
    grave_licenses: int = 0
    rules: tuple[OfRule, ...] = ()


def gathered(results: Results) -> Gathered:
    """Return the findings of `results` as a report tells them."""
    topics = {rule.id: rule.topic for rule in results.rules}
    found = Gathered()
    counts: dict[str, Counter[str]] = {}
    firsts: dict[str, Finding] = {}
    systems: dict[str, set[tuple[str, str | None]]] = {}
    for finding in results.findings:
        counts.setdefault(finding.rule, Counter())[finding.state] += 1
        firsts.setdefault(finding.rule, finding)
        systems.setdefault(finding.rule, set()).add((finding.agency, finding.system))
        if finding.state == "waived":
            found.waived.add(finding)
        if finding.state == "open":
            _add_open(found, finding, topics.get(finding.rule, "licenses" if finding.license else ""))
    language = results.language
    found.rules = _by_gravity(
        OfRule(
            rule=rule,
            title=first.title.in_(language),
            severity=first.severity,
            open=counts[rule]["open"],
            waived=counts[rule]["waived"],
            systems=len(systems[rule]),
            fix=first.fix.in_(language),
        )
        for rule, first in firsts.items()
    )
    return found


def _add_open(found: Gathered, finding: Finding, topic: str) -> None:
    found.severities[finding.severity] += 1
    if topic != "licenses":
        if finding.severity in ONLY_COUNTED:
            found.others.total += 1
        else:
            found.others.add(finding)
        return
    found.licenses.add(finding)
    found.license_systems.add((finding.agency, finding.system))
    found.grave_licenses += finding.severity in GRAVE


def _by_gravity(rules: Iterable[OfRule]) -> tuple[OfRule, ...]:
    return tuple(sorted(rules, key=lambda row: (-SEVERITIES.index(row.severity), -row.open, row.rule)))
