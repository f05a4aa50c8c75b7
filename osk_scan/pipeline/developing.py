"""What changed between two assessments: of a portfolio, an agency, a layer or a system, and in which systems."""

from collections.abc import Sequence
from importlib.metadata import version
from typing import Literal, NamedTuple, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from osk_scan.errors import InvalidRequest
from osk_scan.model import System, Wording
from osk_scan.pipeline.assess import read_supplements
from osk_scan.pipeline.curating import system_named
from osk_scan.pipeline.estates import estate_of_basis, of_system
from osk_scan.pipeline.policy import Policy
from osk_scan.pipeline.results import assessment_named
from osk_scan.portfolio import Basis
from osk_scan.score import Score, Scores
from osk_scan.sovereignty.scope import Scope, portfolio, scopes
from osk_scan.sovereignty.scoring import gauge, judge, score_id
from osk_scan.sovereignty.trend import Development, trend
from osk_scan.store.assessments import Assessment, bases, previous_assessment
from osk_scan.store.database import Database

Knowledge = Literal["catalogue", "method", "software", "day"]
"""What an assessment knows besides what was handed in."""


class ScopeName(NamedTuple):
    """Whose numbers are looked at; a system by its full name."""

    kind: Literal["portfolio", "agency", "layer", "system"] = "portfolio"
    name: str = ""

    def may_cover(self, system: System) -> bool:
        """Tell whether a system is of this part; any may run something of a layer."""
        if self.kind == "system":
            return system.full_name == self.name
        return self.kind != "agency" or system.agency == self.name


class Covered(Struct, frozen=True):
    """How much the numbers of one side rest on."""

    systems: int
    installations: int
    products: int


class Moved(Struct, frozen=True):
    """A system that only one side has, or that has other inventories on the other."""

    system: System
    how: Literal["came", "went", "changed"]


class Trend(Struct, frozen=True):
    """How one part developed between two assessments."""

    name: str
    """Agency, layer or system; empty: the portfolio."""
    old: str
    new: str
    """Ids of the assessments."""
    old_as_of: str
    new_as_of: str
    differs: tuple[Knowledge, ...]
    """What today's knowledge, of the new day, has another version of than the old assessment; empty: no revision."""
    renewed: tuple[Knowledge, ...]
    """The same of the new assessment, whose inventories are then scored again as well."""
    same_supplements: bool
    """The agencies add the very same to their inventories."""
    covered_then: Covered
    covered_now: Covered
    moved: tuple[Moved, ...]
    names: dict[str, Wording]
    developments: tuple[Development, ...]
    one_sided: tuple[str, ...]
    """Ids of what only one side has: nothing could be counted on the other."""


class _Gauged(NamedTuple):
    scope: Scope
    score: Score


def part_asked(
    db: Database, agency: str | None = None, layer: str | None = None, system: str | None = None
) -> ScopeName | None:
    """Return the part that is asked for by name; None: all that the assessments cover.

    Raises:
        InvalidRequest: where there is no such system, or more than one, or a layer is asked for beside something else.
    """
    if layer and (agency or system):
        raise InvalidRequest(f"layer {layer}", "a layer is compared for all agencies together", "name nothing else")
    if system:
        return ScopeName("system", system_named(db, system, agency).full_name)
    return ScopeName("layer", layer) if layer else ScopeName("agency", agency) if agency else None


def before_it_changed(db: Database, ids: Sequence[str], part: ScopeName) -> str | None:
    """Return the first of `ids`, newest first, that rests on other inventories of a part than the very first of them.

    A desk assesses every day: mostly nothing was handed in since the day before.
    """
    known = ((id_, _inventories(basis, part)) for id_, basis in bases(db, ids))
    _, newest = next(known, ("", frozenset()))
    return next((id_ for id_, inventories in known if inventories != newest), None)


def develop(
    db: Database, policy: Policy, old: str | None = None, new: str | None = None, part: ScopeName | None = None
) -> Trend:
    """Return what really changed since an old assessment, what agencies say differently, and what is known better now.

    The old inventories are scored again with today's knowledge and the new day, once with the supplements of then and
    once with those of the new assessment; the kept assessment stays as it is. Nothing is kept of a single system: its
    old inventories are known by today's knowledge alone.

    Raises:
        InvalidRequest: where there is no older assessment, or one of the two does not cover the part.
    """
    before, after = _two(db, old, new, part.name if part and part.kind == "agency" else None)
    part = part or (ScopeName("agency", after.scope) if after.scope else ScopeName())
    added = replace(before.basis, supplements=after.basis.supplements)
    same_supplements = read_supplements(db, before.basis) == read_supplements(db, after.basis)
    revised, now = (_gauged(db, policy, basis, after.as_of, part) for basis in (before.basis, after.basis))
    supplemented = revised if same_supplements else _gauged(db, policy, added, after.as_of, part)
    kept = msgspec.json.decode(before.scores, type=Scores)
    then = revised.score if part.kind == "system" else _there(kept.of(*part), part)
    developments = trend(then, revised.score, supplemented.score, now.score)
    compared = {one.id for one in developments}
    return Trend(
        name=part.name,
        old=before.id,
        new=after.id,
        old_as_of=before.as_of,
        new_as_of=after.as_of,
        differs=() if part.kind == "system" else _differs(before, kept, policy, after.as_of),
        renewed=_differs(after, msgspec.json.decode(after.scores, type=Scores), policy, after.as_of),
        same_supplements=same_supplements,
        covered_then=_covered(then),
        covered_now=_covered(now.score),
        moved=_moved(_handed_in(before.basis, revised.scope), _handed_in(after.basis, now.scope)),
        names=_names(then) | _names(now.score),
        developments=developments,
        one_sided=tuple(id_ for id_ in _names(now.score) | _names(then) if id_ not in compared),
    )


def _two(db: Database, old: str | None, new: str | None, agency: str | None) -> tuple[Assessment, Assessment]:
    after = assessment_named(db, new, agency)
    before = assessment_named(db, old, agency) if old else previous_assessment(db, after.id)
    if before is None:
        raise InvalidRequest("trend", "there is no assessment before this one", "assess again when documents changed")
    return before, after


def _gauged(db: Database, policy: Policy, basis: Basis, as_of: str, part: ScopeName) -> _Gauged:
    """Return what a part comes to by today's knowledge."""
    estate = estate_of_basis(db, policy, basis)
    if part.kind == "system":
        estate = of_system(estate, part.name)
        found = portfolio(estate) if estate.systems else None
    else:
        found = next((scope for scope in scopes(estate) if (scope.kind, scope.name) == part), None)
    scope = _there(found, part)
    judged = judge(estate, as_of, policy.method)
    return _Gauged(scope, gauge(scope, judged, score_id(estate, as_of, policy.method)))


_Found = TypeVar("_Found", Scope, Score)


def _there(found: _Found | None, part: ScopeName) -> _Found:
    if found is None:
        raise InvalidRequest(
            f"{part.kind} {part.name}", "one of the two assessments does not cover it", "name two that do"
        )
    return found


def _differs(assessment: Assessment, kept: Scores, policy: Policy, as_of: str) -> tuple[Knowledge, ...]:
    """Return what an assessment knew that is not what is known today for the day `as_of`."""
    known: dict[Knowledge, tuple[str | None, str | None]] = {
        "catalogue": (assessment.catalogue_version, policy.catalogue.version),
        "method": (kept.rules_version, policy.method.digest),
        "software": (assessment.software, version("osk-scan")),
        "day": (assessment.as_of, as_of),
    }
    return tuple(what for what, (then, now) in known.items() if then != now)


def _inventories(basis: Basis, part: ScopeName) -> frozenset[int]:
    own = {at for at, system in enumerate(basis.systems) if part.may_cover(system)}
    return frozenset(inventory for at, inventory in basis.inventories if at in own)


def _covered(score: Score) -> Covered:
    return Covered(score.n_systems, score.n, score.n_products)


def _handed_in(basis: Basis, scope: Scope) -> dict[int, tuple[System, frozenset[int]]]:
    """Return the systems of a scope by number, each with the numbers of its inventories."""
    names = {(system.agency, system.name) for system in scope.systems}
    found: dict[int, set[int]] = {}
    for at, inventory in basis.inventories:
        found.setdefault(at, set()).add(inventory)
    return {
        system.id: (system, frozenset(found.get(at, ())))
        for at, system in enumerate(basis.systems)
        if (system.agency, system.name) in names
    }


def _moved(
    then: dict[int, tuple[System, frozenset[int]]], now: dict[int, tuple[System, frozenset[int]]]
) -> tuple[Moved, ...]:
    """Return the systems that are not as they were, by agency and name."""
    gone = [Moved(system, "went") for id_, (system, _) in then.items() if id_ not in now]
    new = [Moved(system, "came") for id_, (system, _) in now.items() if id_ not in then]
    other = [Moved(one[0], "changed") for id_, one in now.items() if id_ in then and then[id_][1] != one[1]]
    return tuple(sorted((*gone, *new, *other), key=lambda moved: (moved.system.agency, moved.system.name)))


def _names(score: Score) -> dict[str, Wording]:
    indicators = {indicator.id: indicator.name for indicator in score.listed}
    return indicators | {id_: goal.name for id_, goal in score.goals.items()}
