"""What can be wrong with a document: each kind of problem told in German and English, with what to do."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from msgspec import Struct

from osk_scan.errors import RefusedDocument, one_line
from osk_scan.model import Problem, Wording

TOLD_PER_KIND = 200
"""Problems of one kind that are told one by one; the rest is told as a number."""
_LONGEST = 1500
"""Characters of a detail: room for the formats that were tried."""


class ProblemKind(Struct, frozen=True, forbid_unknown_fields=True):
    """How one kind of problem is told; `{detail}` is filled with what was found."""

    message: Wording
    fix: Wording
    severity: Literal["info", "warning", "error"] = "warning"


@cache
def kinds() -> dict[str, ProblemKind]:
    """Return every kind of problem by its name, as `problems.yaml` words it."""
    from osk_scan.yaml_reading import load_policy

    return load_policy(Path(__file__).with_name("problems.yaml"), dict[str, ProblemKind])


def message(problem: Problem) -> Wording:
    """Return what is wrong, in both languages."""
    return _filled(kinds()[problem.kind].message, problem.detail)


def fix(problem: Problem) -> Wording:
    """Return what to do, in both languages."""
    return kinds()[problem.kind].fix


def severity(problem: Problem) -> str:
    """Return `info`, `warning` or `error`."""
    return kinds()[problem.kind].severity


def untold(counted: Mapping[str, int]) -> Iterator[Problem]:
    """Yield for each kind, of which so many were counted, how many are not told one by one."""
    for kind, number in sorted(counted.items()):
        if number > TOLD_PER_KIND:
            yield Problem("more-alike", "/", None, f"{number - TOLD_PER_KIND} × {kind}")


def refused(kind: str, where: str, detail: str = "") -> RefusedDocument:
    """Return the error that refuses a whole document for a problem of `kind`."""
    problem = Problem(kind, where, detail=detail)
    return RefusedDocument(where, message(problem).en, fix(problem).en, kind=kind, detail=detail)


def refusal(error: RefusedDocument) -> Problem:
    """Return a refusal as the problem it is, for a receipt in either language."""
    return Problem(error.kind, error.where, detail=error.detail)


def _filled(wording: Wording, detail: str) -> Wording:
    shown = one_line(detail, _LONGEST)
    return Wording(wording.de.replace("{detail}", shown), wording.en.replace("{detail}", shown))
