"""Answer what a replacement would change: one, a plan of several, or options ranked by what they gain."""

from functools import partial
from pathlib import Path

from msgspec import Struct

from osk_scan.errors import InvalidRequest
from osk_scan.pipeline.estates import estate_behind, product_meant, system_meant
from osk_scan.pipeline.policy import Policy
from osk_scan.pipeline.results import assessment_named
from osk_scan.sovereignty.estate import Estate
from osk_scan.sovereignty.failures import within
from osk_scan.sovereignty.hotspots import hotspots
from osk_scan.sovereignty.replacing import Replacement, touched
from osk_scan.sovereignty.scope import portfolio
from osk_scan.sovereignty.scoring import Judged, judge
from osk_scan.sovereignty.what_if import Option, WhatIf, plan, rank
from osk_scan.store.database import Database
from osk_scan.yaml_reading import load_policy


class PlannedStep(Struct, frozen=True, forbid_unknown_fields=True):
    """One step of a plan, as its file writes it."""

    replace: str
    by: str
    systems: tuple[str, ...] | None = None
    """Names; without them everywhere."""


class Plan(Struct, frozen=True, forbid_unknown_fields=True):
    """A plan file: its steps in their order."""

    steps: tuple[PlannedStep, ...]


class Answered(Struct, frozen=True):
    """What the steps change, each compared with the start, and the names of what is spoken of."""

    as_of: str
    steps: tuple[WhatIf, ...]
    names: dict[str, str]


class Ranked(Struct, frozen=True):
    """Options, the greatest gain per touched system first, and the names of what is spoken of."""

    as_of: str
    by: str
    options: tuple[Option, ...]
    names: dict[str, str]


class Asking:
    """One estate, made once, and the questions that are asked of it."""

    def __init__(self, db: Database, policy: Policy, assessment_id: str | None, agency: str | None) -> None:
        assessment = assessment_named(db, assessment_id, agency)
        self._policy = policy
        self._estate = estate_behind(db, policy, assessment, agency)
        self._judge = partial(judge, as_of=assessment.as_of, method=policy.method)
        self._as_of = assessment.as_of

    def steps(self, written: tuple[str, ...], scope: tuple[str, ...]) -> tuple[Replacement, ...]:
        """Return replacements written as `P=Q`, all on the systems of `scope`, or everywhere."""
        return tuple(self._step(PlannedStep(*_parted(text), scope or None)) for text in written)

    def planned(self, file: Path) -> tuple[Replacement, ...]:
        """Return the steps of a plan file.

        Raises:
            InvalidRequest: where it has none.
        """
        steps = load_policy(file, Plan).steps
        if not steps:
            raise InvalidRequest(file.name, "the plan has no steps", "write steps, each with replace and by")
        return tuple(self._step(step) for step in steps)

    def answer(self, steps: tuple[Replacement, ...]) -> Answered:
        """Return what each step changes.

        Raises:
            InvalidRequest: where a step finds nothing to replace.
        """
        for step in steps[:1]:
            if not touched(self._estate, step):
                name = self._estate.products[step.product].name
                raise InvalidRequest("what-if", f"{name} is not installed there", "name what an inventory lists")
        answers = plan(self._judge(self._estate), steps, self._judge)
        return Answered(self._as_of, answers, self._names())

    def rank(self, options: tuple[Replacement, ...], by: str) -> Ranked:
        """Return `options`, or without any all catalogued ways out of the hotspots, by what they gain in `by`."""
        before = self._judge(self._estate)
        found = rank(before, options or _ways_out(before), by, self._judge)
        return Ranked(self._as_of, by, found, self._names())

    def _step(self, step: PlannedStep) -> Replacement:
        old, new = (product_meant(self._estate, self._policy.catalogue, name) for name in (step.replace, step.by))
        systems = None if step.systems is None else tuple(system_meant(self._estate, name) for name in step.systems)
        return Replacement(old, new, systems)

    def _names(self) -> dict[str, str]:
        return _names(self._estate)


def _ways_out(before: Judged) -> tuple[Replacement, ...]:
    whole = portfolio(before.estate)
    spots = hotspots(whole, within(before.failures, whole), before.background)
    return tuple(
        Replacement(spot.product, product)
        for spot in spots
        if spot.kind == "lock-in" and spot.state != "below"
        for product in dict.fromkeys(hint.product for hint in spot.exits)
        if product in before.estate.products
    )


def _names(estate: Estate) -> dict[str, str]:
    return {id_: product.name for id_, product in sorted(estate.products.items())} | {
        system.id: system.name for system in estate.systems
    }


def _parted(text: str) -> tuple[str, str]:
    old, sign, new = text.partition("=")
    if not (sign and old.strip() and new.strip()):
        raise InvalidRequest(
            f"what-if {text}", "does not say what by what", "write --replace 'Microsoft Office=LibreOffice'"
        )
    return old.strip(), new.strip()
