"""How R packages state licenses: alternatives, each with version bounds and a file of further terms.

Source: Writing R Extensions, section 1.1.2 "Licensing".
"""

import re
from itertools import product
from math import prod
from operator import eq, ge, gt, le, lt, ne

from osk_scan.licenses._answer import MOST_CANDIDATES, Answer, as_expression
from osk_scan.licenses._gnu import VERSIONS
from osk_scan.licenses._phrases import read_phrase
from osk_scan.licenses.algebra import NOASSERTION, all_of, any_of, parse_expression, render

MOST_ALTERNATIVES = 20
_FILE = re.compile(r"(?:\s*\+\s*|^)file\s+LICEN[SC]E$", re.IGNORECASE)
_TEMPLATES = frozenset({"mit", "bsd_2_clause", "bsd_3_clause"})
"""Licenses whose file only adds year and holder."""
_BOUNDS = re.compile(
    r"\s*\((?P<first>[<>]=?|[!=]=)\s*(?P<version>\d[\d.]{0,9})(?:\s*,\s*(?P<second><=?)\s*(?P<end>\d[\d.]{0,9}))?\)$"
)
_COMPARE = {"<": lt, "<=": le, ">": gt, ">=": ge, "==": eq, "!=": ne}
_PART_OF_R = re.compile(r"part of r \d[\d.]*", re.IGNORECASE)
"""What R's own packages say; R is under GPL-2 or GPL-3 (R's file COPYING, `license()`)."""


def read_cran(text: str) -> Answer | None:
    """Return what the field License of a DESCRIPTION file says, or None where another rule reads it as well."""
    if _PART_OF_R.fullmatch(text):
        return Answer(("GPL-2.0-only OR GPL-3.0-only",), "cran-grammar")
    if "|" not in text and not _BOUNDS.search(text) and not _FILE.search(text):
        return None
    parts = [part.strip() for part in text.split("|", MOST_ALTERNATIVES)]
    if len(parts) > MOST_ALTERNATIVES or (len(parts) == 1 and _FILE.match(text)):
        return None
    alternatives = [_alternative(part) for part in parts]
    if not all(alternatives) or prod(map(len, alternatives)) > MOST_CANDIDATES:
        return None
    chosen = (render(any_of([parse_expression(one) for one in each])) for each in product(*alternatives))
    return Answer(tuple(dict.fromkeys(chosen)), "cran-grammar")


def _alternative(written: str) -> tuple[str, ...]:
    """Return what one alternative may mean, empty where it is not read; further terms in a file stay unknown."""
    bare = _FILE.sub("", written).strip()
    if not bare:
        return ("NOASSERTION",)
    expressions = _bounded(bare)
    if bare == written or bare.lower() in _TEMPLATES:
        return expressions
    return tuple(render(all_of([parse_expression(one), NOASSERTION])) for one in expressions)


def _bounded(written: str) -> tuple[str, ...]:
    """Return what a name with version bounds may mean: a GNU license between two versions is each one between."""
    bounds = _BOUNDS.search(written)
    name = written[: bounds.start()] if bounds else written
    if bounds and name in VERSIONS and (bounds["end"] or bounds["first"] != "=="):
        return _gnu_versions(name, bounds)
    if bounds and bounds["first"] not in (">=", "=="):
        return ()
    if bounds:
        name = f"{name} {bounds['version']}" if bounds["first"] == "==" else f"{name} (>= {bounds['version']})"
    answer = read_phrase(name, "cran")
    return tuple(as_expression(one) for one in answer.expressions) if answer else ()


def _gnu_versions(family: str, bounds: re.Match[str]) -> tuple[str, ...]:
    """Return the choice of the versions within bounds; without an upper one newer versions are in it as well."""
    limits = [(bounds["first"], bounds["version"])] + ([(bounds["second"], bounds["end"])] if bounds["end"] else [])
    within = [
        version
        for version in VERSIONS[family]
        if all(_COMPARE[sign](_number(version), _number(limit)) for sign, limit in limits)
    ]
    if bounds["first"] in (">", ">=") and not bounds["end"]:
        return (f"{family}-{within[0]}-or-later",) if within else ()
    return (render(any_of([parse_expression(f"{family}-{one}-only") for one in within])),) if within else ()


def _number(version: str) -> tuple[int, ...]:
    numbers = [int(digits) for digits in version.split(".") if digits]
    return (*numbers, 0) if len(numbers) < 2 else tuple(numbers)
