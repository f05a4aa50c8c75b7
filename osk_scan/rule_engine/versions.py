"""The versions of a package that one finding stands for: each is told, and what is said of it in particular."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from osk_scan.model import Wording
from osk_scan.rule_engine.column import Column, distinct, numbered
from osk_scan.rule_engine.findings import FindingText
from osk_scan.rule_engine.wordings import NOT_STATED, enumerated, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from osk_scan.portfolio import Integers, Portfolio
    from osk_scan.rule_engine.rule import Rule
    from osk_scan.rule_engine.telling import Teller, Texts

MOST_NAMED = 10
"""How many versions are named; the rest is counted."""
MOST_TOLD = 4
"""How many different things are said of further versions; those of which another is true are named only."""

Codes = tuple[int, ...]


def told_with_versions(
    teller: Teller, rule: Rule, portfolio: Portfolio, shown: Integers, rows: Integers, finding: Integers
) -> Texts:
    """Return what `rule` says of the components that findings show, and of the versions that they do not show.

    Shape: `shown` per finding; `rows` and `finding` per component flagged, in the order of the portfolio.
    """
    version = portfolio.version[rows]
    others = np.flatnonzero(version != portfolio.version[shown][finding])
    lists = "version" in rule.placeholders
    told_of = np.concatenate([np.arange(len(shown), dtype=np.int32), finding[others]])
    known = {"version": _listed(portfolio, version, finding, len(shown)).at(told_of)} if lists else {}
    text = teller.tell(rule, np.concatenate([shown, rows[others]]), known).deduplicated()
    if not len(others):
        return text
    first, further = np.split(text.codes, [len(shown)])
    said, _ = distinct(finding[others], further, version[others])
    parts = {at: tuple((code, one) for _, code, one in those) for at, those in groupby(said, key=lambda one: one[0])}
    codes, made = first.copy(), dict[tuple[int, tuple[tuple[int, int], ...]], int]()
    for at, those in parts.items():
        codes[at] = len(text.values) + made.setdefault((int(first[at]), those), len(made))
    whole = [_whole(text.values, portfolio, code, those, lists=lists) for code, those in made]
    return Column(codes.astype(np.int32), (*text.values, *whole))


def _listed(portfolio: Portfolio, version: Integers, finding: Integers, findings: int) -> Column[Wording]:
    """Return per finding all versions that it stands for, as they come."""
    versions: list[dict[int, None]] = [{} for _ in range(findings)]
    for at, one in zip(finding.tolist(), version.tolist(), strict=True):
        versions[at][one] = None
    distinct_lists, codes = numbered([tuple(those) for those in versions])
    return Column(codes, [_named(portfolio, those) for those in distinct_lists])


def _whole(
    texts: Sequence[FindingText], portfolio: Portfolio, first: int, said: Iterable[tuple[int, int]], *, lists: bool
) -> FindingText:
    """Return one text of what is said of the version shown, and (text, version) of the others."""
    by_text = {code: tuple(one for _, one in those) for code, those in groupby(said, key=lambda one: one[0])}
    alike = by_text.pop(first, ())
    apart = [(texts[code], versions) for code, versions in list(by_text.items())[:MOST_TOLD]]
    rest = tuple(one for versions in list(by_text.values())[MOST_TOLD:] for one in versions)
    text = texts[first]
    messages = [text.message, *([_also(_named(portfolio, alike), len(alike))] if alike and not lists else [])]
    messages += [_of(_named(portfolio, versions), other.message) for other, versions in apart]
    messages += [_also(_named(portfolio, rest), len(rest))] if rest else []
    fixes = [_of(_named(portfolio, versions), other.fix) for other, versions in apart if other.fix != text.fix]
    return FindingText(
        message=_joined(messages),
        fix=_joined([text.fix, *fixes]),
        why="; ".join(dict.fromkeys([text.why, *(other.why for other, _ in apart)])),
    )


def _also(named: Wording, number: int) -> Wording:
    return Wording(
        f"Der Befund betrifft auch {number} weitere Version{'en' * (number > 1)}: {named.de}.",
        f"The finding also concerns {number} more version{'s' * (number > 1)}: {named.en}.",
    )


def _of(named: Wording, said: Wording) -> Wording:
    return Wording(f"Version {named.de}: {said.de}", f"Version {named.en}: {said.en}")


def _joined(said: Sequence[Wording]) -> Wording:
    return Wording(" ".join(one.de for one in said), " ".join(one.en for one in said))


def _named(portfolio: Portfolio, versions: Codes) -> Wording:
    names = [quoted(portfolio.names[code]) if code >= 0 else NOT_STATED for code in versions]
    german, english = (
        enumerated([one.de for one in names], MOST_NAMED),
        enumerated([one.en for one in names], MOST_NAMED),
    )
    return Wording(german.de, english.en)
