"""The versions of a package that one finding stands for, told beside the one that it shows."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from msgspec.structs import replace

from osk_scan.model import Wording
from osk_scan.rule_engine.column import Column, distinct
from osk_scan.rule_engine.wordings import NOT_STATED, enumerated, quoted

if TYPE_CHECKING:
    from osk_scan.portfolio import Integers, Portfolio
    from osk_scan.rule_engine.findings import FindingText
    from osk_scan.rule_engine.telling import Texts

MOST_NAMED = 10
"""How many further versions are named; the rest is counted."""


def with_versions(text: Texts, portfolio: Portfolio, shown: Integers, rows: Integers, finding: Integers) -> Texts:
    """Return what findings say, with the versions that they do not show.

    Shape: `text` and `shown`, the component told of, per finding; `rows` and `finding` per component flagged.
    """
    version = portfolio.version[rows]
    others = version != portfolio.version[shown][finding]
    if not others.any():
        return text
    pairs, _ = distinct(finding[others], version[others])
    further = {at: tuple(code for _, code in same) for at, same in groupby(pairs, key=lambda pair: pair[0])}
    codes, added = text.codes.copy(), dict[tuple[int, tuple[int, ...]], int]()
    for at, versions in further.items():
        codes[at] = len(text.values) + added.setdefault((int(codes[at]), versions), len(added))
    return Column(codes, (*text.values, *(_also(text.values[code], portfolio, versions) for code, versions in added)))


def _also(text: FindingText, portfolio: Portfolio, versions: tuple[int, ...]) -> FindingText:
    names = [quoted(portfolio.names[code]) if code >= 0 else NOT_STATED for code in versions]
    german, english = (
        enumerated([one.de for one in names], MOST_NAMED),
        enumerated([one.en for one in names], MOST_NAMED),
    )
    number = len(versions)
    message = Wording(
        f"{text.message.de} Der Befund betrifft auch {number} weitere Version{'en' * (number > 1)}: {german.de}.",
        f"{text.message.en} The finding also concerns {number} more version{'s' * (number > 1)}: {english.en}.",
    )
    return replace(text, message=message)
