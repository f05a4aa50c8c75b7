"""Prove rules by cases: what each must flag and what it must ignore, one file for each rule."""

from datetime import date
from itertools import chain
from pathlib import Path
from typing import Literal

import numpy as np
from msgspec import Struct

from osk_scan.catalogue.support import Support
from osk_scan.curation import Curation
from osk_scan.errors import InvalidPolicy
from osk_scan.licenses.contexts import Provisioning
from osk_scan.licenses.curations import curated
from osk_scan.model import Context, Inventory
from osk_scan.portfolio import Portfolio
from osk_scan.rule_engine.case_portfolio import AGENCY, SYSTEM, portfolio_of
from osk_scan.rule_engine.evaluate import evaluate
from osk_scan.rule_engine.ground import Ground
from osk_scan.rule_engine.inputs import KnownProduct, Measure, Products
from osk_scan.rule_engine.notation import read_notation
from osk_scan.rule_engine.registry import did_you_mean, exact
from osk_scan.rule_engine.rule import Rule, RulePack
from osk_scan.yaml_reading import load_policy

MOST_TIMES = 10_000
"""How often a line of a case may be repeated."""

Side = Literal["flags", "ignores"]


class CaseProduct(Struct, frozen=True, forbid_unknown_fields=True):
    """What the catalogue is taken to know of one component of a case; the keys of `KnownProduct`."""

    product: str
    vendor: str | None = None
    license_classes: tuple[str, ...] = ()
    deployment: tuple[str, ...] = ()
    support: Support = "unknown"
    support_end: str | None = None


class CaseMeasure(Struct, frozen=True, forbid_unknown_fields=True):
    """One number of the sovereignty method; without `of` it is the agency's."""

    indicator: str
    lo: str
    hi: str
    of: Literal["portfolio", "agency", "system"] = "agency"
    product: str | None = None
    vendor: str | None = None


class Case(Struct, frozen=True, forbid_unknown_fields=True):
    """One situation in which a rule is tried."""

    given: str = "app@1 MIT"
    times: int = 1
    """How often each line with `#` stands there, with the numbers from 1 in the place of `#`."""
    name: str = ""
    """What the case shows, where `given` does not say it by itself."""
    context: Context = Context.INTERNAL
    outbound: str | None = None
    as_of: date = date(2026, 9, 1)
    subject: bool = True
    """The document is about the first component; false: it is a mere list."""
    dangling: int = 0
    vendors: dict[str, str] = {}
    commercial: dict[str, str | None] = {}
    """Expiry of the commercial license by component; null: it states none."""
    provided: dict[str, Provisioning] = {}
    """What people decided on how components reach others, by component: `binary`, `service` …"""
    products: dict[str, CaseProduct] = {}
    measures: tuple[CaseMeasure, ...] = ()
    on: tuple[str, ...] | None = None
    """The components flagged, exactly; None: it does not matter which."""
    says: str = ""
    """A part of the German message."""


class CaseFile(Struct, frozen=True, forbid_unknown_fields=True):
    """The proof of one rule."""

    flags: tuple[Case, ...]
    ignores: tuple[Case, ...]


class Trial(Struct, frozen=True):
    """One case, and what the rule must do with it."""

    rule: Rule
    side: Side
    number: int
    case: Case

    @property
    def where(self) -> str:
        """Return how messages name it."""
        return f"{self.rule.id} {self.side} {self.number}"


def load_cases(path: Path) -> CaseFile:
    """Return the cases of one rule.

    Raises:
        InvalidPolicy: for a mistake in the file, and where a side has no case.
    """
    cases = load_policy(path, CaseFile)
    for side, given in _sides(cases):
        if not given:
            raise InvalidPolicy(path.name, f"`{side}` has no case", "a rule is proved by both sides")
        if any(not 1 <= case.times <= MOST_TIMES for case in given):
            raise InvalidPolicy(path.name, "`times` is out of bounds", f"write a number from 1 to {MOST_TIMES}")
    return cases


def trials_in(folder: Path, pack: RulePack) -> tuple[Trial, ...]:
    """Return the cases of every `<rule-id>.yaml` in `folder` whose rule is not switched off, in the order of the files.

    Raises:
        InvalidPolicy: for a mistake in a file, and for cases of a rule that is not in the pack.
    """
    off = {one.id for one in pack.off}
    files = [(pack.find(path.stem), path) for path in sorted(folder.glob("*.yaml")) if path.stem not in off]
    return tuple(
        Trial(rule, side, number, case)
        for rule, path in files
        for side, cases in _sides(load_cases(path))
        for number, case in enumerate(cases, 1)
    )


def rules_without_cases(folder: Path, pack: RulePack) -> tuple[str, ...]:
    """Return the ids of the rules that nothing proves."""
    return tuple(rule.id for rule in pack.rules if not (folder / f"{rule.id}.yaml").is_file())


def try_out(trial: Trial) -> str:
    """Return what is not as the case says, or an empty text: then it is proved.

    Raises:
        InvalidPolicy: where the case is not written as it must be.
    """
    case, ground = trial.case, ground_of(trial)
    portfolio, findings = ground.portfolio, evaluate(ground, RulePack((trial.rule,), ""))
    flagged = sorted(portfolio.names[portfolio.name[row]] for row in findings.component.tolist() if row >= 0)
    if bool(len(findings)) != (trial.side == "flags"):
        return f"flagged: {', '.join(flagged) or 'the system'}" if len(findings) else "nothing is flagged"
    if case.on is not None and flagged != sorted(case.on):
        return f"flagged: {', '.join(flagged)}; expected: {', '.join(sorted(case.on))}"
    messages = [text.message.de for text in findings.texts]
    if trial.side == "flags" and not any(case.says in message for message in messages):
        return f"says: {messages[0]}"
    return ""


def _sides(cases: CaseFile) -> tuple[tuple[Side, tuple[Case, ...]], ...]:
    return ("flags", cases.flags), ("ignores", cases.ignores)


def ground_of(trial: Trial) -> Ground:
    """Return what the rule is judged on in this case.

    Raises:
        InvalidPolicy: where the case is not written as it must be.
    """
    case, where = trial.case, trial.where
    inventory = read_notation(
        _repeated(case.given, case.times),
        where,
        about_first=case.subject,
        vendors=case.vendors,
        commercial=case.commercial,
        dangling=case.dangling,
    )
    _check_names(where, inventory, (*case.vendors, *case.commercial, *case.provided, *case.products))
    stated = portfolio_of(inventory, case.context, case.outbound)
    portfolio = curated(stated, _provided(case, stated))
    measures = tuple(_measure(where, one) for one in case.measures)
    return Ground(portfolio, _products(case, portfolio), measures, case.as_of)


def _repeated(given: str, times: int) -> str:
    lines = (
        [line] if "#" not in line else (line.replace("#", str(n + 1)) for n in range(times))
        for line in given.splitlines()
    )
    return "\n".join(chain.from_iterable(lines))


def _check_names(where: str, inventory: Inventory, told: tuple[str, ...]) -> None:
    """Refuse facts on a component that the case does not have: what they should prove would go unnoticed."""
    known = {component.name for component in inventory.components}
    for name in told:
        if name not in known:
            raise InvalidPolicy(where, f"there is no component `{name}`", did_you_mean(name, known))


def _measure(where: str, given: CaseMeasure) -> Measure:
    lo, hi = exact(given.lo), exact(given.hi)
    if lo is None or hi is None:
        raise InvalidPolicy(where, f"{given.lo} to {given.hi} is no interval", "write it as `lo: 1/4`")
    return Measure(
        indicator=given.indicator,
        lo=lo,
        hi=hi,
        agency=None if given.of == "portfolio" else AGENCY,
        system=SYSTEM if given.of == "system" else None,
        product=given.product,
        vendor=given.vendor,
    )


def _provided(case: Case, portfolio: Portfolio) -> tuple[Curation, ...]:
    """Return the decisions on how components reach others."""
    return tuple(
        Curation(
            id=0, about="provisioning", pattern=one.key, says=case.provided[one.name],
            reason="Fall", author="Fall", decided_at=case.as_of.isoformat(),
        )
        for one in portfolio.packages
        if one.name in case.provided
    )  # fmt: skip


def _products(case: Case, portfolio: Portfolio) -> Products:
    facts = tuple(
        KnownProduct(one.product, one.vendor, one.license_classes, one.deployment, one.support, one.support_end)
        for one in case.products.values()
    )
    known = list(case.products)
    return Products(
        facts,
        np.array([known.index(one.name) if one.name in known else -1 for one in portfolio.packages], dtype=np.int32),
    )
