"""Findings as columns: one row of numbers each, and every text once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from osk_scan.model import Finding, Wording
from osk_scan.rule_engine.naming import component_of, license_of, name_at, path_to

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from osk_scan.portfolio import Flags, Integers, Portfolio
    from osk_scan.rule_engine.rule import Rule


class FindingText(Struct, frozen=True):
    """What findings say that share rule and facts."""

    message: Wording
    fix: Wording
    why: str


@dataclass(frozen=True)
class Findings:
    """Columns over findings, sorted by (rule, system, component), and the few rows that they point to."""

    rules: tuple[Rule, ...]
    agencies: tuple[str, ...]
    texts: tuple[FindingText, ...]
    names: tuple[str, ...]
    """Products, vendors and license expressions."""

    fingerprint: NDArray[np.bytes_]
    """Per finding: BLAKE2b-128 in hex, as 32 ASCII bytes; unique."""
    rule: Integers
    """Index into `rules`."""
    agency: Integers
    """Index into `agencies`, or -1: about the whole portfolio."""
    system: Integers
    """Index into the portfolio's systems, or -1."""
    component: Integers
    """Row of the first component it is about, or -1."""
    product: Integers
    """Index into `names`, or -1."""
    vendor: Integers
    """Index into `names`, or -1."""
    chosen: Integers
    """Index into `names`: the component's license with every OR decided in its favour, or -1 where none was judged."""
    text: Integers
    """Index into `texts`."""
    count: Integers
    """How many components (or versions of one package) of the system the finding stands for."""

    parent: Integers
    """Per component of the portfolio: the row it is reached from on a shortest path from the root, or -1."""

    def __len__(self) -> int:
        return len(self.rule)

    def rows(self, wanted: Flags | None = None) -> list[int]:
        """Return the row numbers, all or where `wanted` holds."""
        return list(range(len(self))) if wanted is None else np.flatnonzero(wanted).tolist()


def render(
    findings: Findings, portfolio: Portfolio, rows: Iterable[int], *, as_of: str, assessment: str
) -> Iterator[Finding]:
    """Yield the findings of `rows` as people and exporters read them.

    The store knows more: it replaces first_seen, state and decision, and adds the places in documents.
    """
    for row in rows:
        rule, text = findings.rules[findings.rule[row]], findings.texts[findings.text[row]]
        agency, system, at = (int(column[row]) for column in (findings.agency, findings.system, findings.component))
        yield Finding(
            id=findings.fingerprint[row].decode("ascii"),
            rule=rule.id,
            title=rule.title,
            severity=rule.severity,
            agency=findings.agencies[agency] if agency >= 0 else "",
            system=portfolio.systems[system].name if system >= 0 else None,
            component=component_of(portfolio, at) if at >= 0 else None,
            product=name_at(findings.names, findings.product[row]),
            vendor=name_at(findings.names, findings.vendor[row]),
            license=license_of(portfolio, at, name_at(findings.names, findings.chosen[row])) if at >= 0 else None,
            path=path_to(findings.parent, portfolio, at) if at >= 0 else (),
            message=text.message,
            fix=text.fix,
            why=text.why,
            first_seen=as_of,
            last_seen=as_of,
            assessment=assessment,
        )
