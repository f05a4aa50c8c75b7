"""Apply what people decided for all packages of a pattern: licenses, how they are used, how they reach others."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from fnmatch import translate
from typing import TYPE_CHECKING, get_args

import numpy as np

from osk_scan.curation import Curation, Matter
from osk_scan.errors import InvalidRequest
from osk_scan.licenses.algebra import UnreadableExpression, parse_expression
from osk_scan.licenses.contexts import RELATION_NAMES, Provisioning
from osk_scan.licenses.expression import read
from osk_scan.licenses.second_reader import objections
from osk_scan.model import Relation
from osk_scan.portfolio import LicenseText, Portfolio

if TYPE_CHECKING:
    from collections.abc import Sequence

    from osk_scan.portfolio import Flags, Integers

_PATTERN = re.compile(r"(pkg:[A-Za-z0-9.+-]+/|product:)(.+)")


def checked_pattern(text: str) -> str:
    """Return the pattern in the spelling of package URLs: lower-case type, `%40` for the `@` of an npm scope.

    Raises:
        InvalidRequest: where it is no pattern of packages of one type.
    """
    found = _PATTERN.fullmatch(text.strip().replace("/@", "/%40"))
    if not found or not text.isprintable():
        raise InvalidRequest(f"pattern {text}", "it names no package", "write it as `pkg:npm/left-pad` or `pkg:npm/*`")
    return found[1].lower() + found[2]


def checked_expression(text: str) -> str:
    """Return a license expression in canonical spelling.

    Raises:
        InvalidRequest: where it is ambiguous, no license, or license-expression objects to it.
    """
    reading = read(text)
    if reading.expression is None or reading.unread or reading.expression == "NOASSERTION":
        wrong = f"it may mean {', '.join(reading.candidates)}" if reading.candidates else _refusal(text)
        raise InvalidRequest(f"license {text}", wrong, "write it as SPDX expression, for example `Apache-2.0`")
    against = objections(reading.expression)
    if against:
        raise InvalidRequest(f"license {text}", "; ".join(against), "see the SPDX license list")
    return reading.expression


def _refusal(text: str) -> str:
    """Return why `text` cannot be read: an exception in the wrong place, or nothing that SPDX knows."""
    try:
        parse_expression(text)
    except UnreadableExpression:
        return "it is no license expression"
    return "; ".join(objections(text)) or "it is no license expression"


def checked_relation(text: str) -> str:
    """Return the name of a relation.

    Raises:
        InvalidRequest: where there is none of that name.
    """
    if text not in RELATION_NAMES or not RELATION_NAMES[text]:
        known = ", ".join(name for name, relation in RELATION_NAMES.items() if relation)
        raise InvalidRequest(f"relation {text}", "there is no such relation", f"use one of {known}")
    return text


def checked_provisioning(text: str) -> str:
    """Return the name of a way to reach others; that it is unknown is nothing to decide.

    Raises:
        InvalidRequest: where there is none of that name.
    """
    known = [str(way) for way in Provisioning if way is not Provisioning.UNKNOWN]
    if text not in known:
        raise InvalidRequest(f"provisioning {text}", "there is no such provisioning", f"use one of {', '.join(known)}")
    return text


def fitting(pattern: str) -> Callable[[str, str], bool]:
    """Return what says whether a pattern fits a package's key, or its key without the version; only `*` is special."""
    fits = re.compile(translate(pattern.replace("[", "[[]").replace("?", "[?]"))).match
    return lambda key, stem: bool(fits(key) or fits(stem))


def curated(portfolio: Portfolio, curations: tuple[Curation, ...]) -> Portfolio:
    """Return the portfolio with the decisions applied; of several on one component the newest counts."""
    if not curations:
        return portfolio
    concluded_by, related_by, provided_by = (_decided(portfolio, curations, about) for about in get_args(Matter))
    expressions = tuple(dict.fromkeys(one.says for one in curations if one.about == "license"))
    place = {said: len(portfolio.licenses) + at for at, said in enumerate(expressions)}
    claims = np.array([place.get(one.says, -1) for one in curations], dtype=np.int32)
    return replace(
        portfolio,
        licenses=(*portfolio.licenses, *(LicenseText((said,)) for said in expressions)),
        concluded=np.where(concluded_by >= 0, claims[concluded_by], portfolio.concluded).astype(np.int32),
        curations=curations,
        concluded_by=concluded_by,
        related_by=related_by,
        provided_by=provided_by,
    )


def decided_relations(portfolio: Portfolio) -> "Integers":
    """Return per component the relation that somebody decided, 0 where nobody did."""
    named = [RELATION_NAMES.get(one.says, Relation.UNKNOWN) for one in portfolio.curations]
    return _said(portfolio, portfolio.related_by, named, otherwise=0)


def decided_provisionings(portfolio: Portfolio) -> "Integers":
    """Return per component the index of the provisioning that somebody decided, -1 where nobody did."""
    ways = [str(way) for way in Provisioning]
    said = [ways.index(one.says) if one.about == "provisioning" else -1 for one in portfolio.curations]
    return _said(portfolio, portfolio.provided_by, said, otherwise=-1)


def _said(portfolio: Portfolio, decided_by: "Integers | None", said: "Sequence[int]", otherwise: int) -> "Integers":
    """Return per component what the decision on it says, `otherwise` where there is none."""
    if decided_by is None:
        return np.full(portfolio.size, otherwise, dtype=np.int32)
    return np.where(decided_by >= 0, np.array(said, dtype=np.int32)[decided_by], otherwise).astype(np.int32)


def curations_of(portfolio: Portfolio, row: int) -> Iterator[Curation]:
    """Yield the decisions that one component stands under."""
    for column in (portfolio.concluded_by, portfolio.related_by, portfolio.provided_by):
        if column is not None and column[row] >= 0:
            yield portfolio.curations[column[row]]


def _decided(portfolio: Portfolio, curations: tuple[Curation, ...], about: str) -> "Integers":
    """Return per component the index of the newest decision `about` it, or -1; each package is matched once."""
    found = np.full(portfolio.size, -1, dtype=np.int32)
    for at, one in enumerate(curations):
        if one.about == about:
            found[_meant(portfolio, one)[portfolio.package] & _inside(portfolio, one)[portfolio.system]] = at
    return found


def _meant(portfolio: Portfolio, curation: Curation) -> "Flags":
    """Return per package whether the decision is for it."""
    fits = fitting(curation.pattern)
    return np.array([fits(one.key, one.stem) for one in portfolio.packages], dtype=np.bool_)


def _inside(portfolio: Portfolio, curation: Curation) -> "Flags":
    """Return per system whether the decision is for it."""
    agency, name = curation.agency, curation.system
    return np.array(
        [agency in (None, one.agency) and name in (None, one.name) for one in portfolio.systems], dtype=np.bool_
    )
