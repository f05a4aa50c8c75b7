"""Prove rules by cases: what each must flag and what it must ignore, one file for each rule."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal

import numpy as np
from msgspec import Struct

from osk_scan.errors import InvalidPolicy
from osk_scan.model import Context, Interval
from osk_scan.portfolio import Portfolio
from osk_scan.rule_engine.case_portfolio import AGENCY, SYSTEM, portfolio_of
from osk_scan.rule_engine.evaluate import evaluate
from osk_scan.rule_engine.findings import Findings
from osk_scan.rule_engine.inputs import Measure, ProductFacts, Products, SupportState
from osk_scan.rule_engine.notation import read_notation
from osk_scan.rule_engine.rule import Rule, RulePack
from osk_scan.yaml_reading import load_policy

Side = Literal["flags", "ignores"]


class CaseProduct(Struct, frozen=True, forbid_unknown_fields=True):
    """What the catalogue is taken to know of one component of a case; the keys of `ProductFacts`."""

    product: str
    vendor: str | None = None
    license_classes: tuple[str, ...] = ()
    deployment: tuple[str, ...] = ()
    support: SupportState = "unknown"
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
    name: str = ""
    """What the case shows, where `given` does not say it by itself."""
    context: Context = Context.INTERNAL
    outbound: str | None = None
    as_of: str = "2026-09-01"
    subject: bool = True
    """The document is about the first component; false: it is a mere list."""
    dangling: int = 0
    vendors: dict[str, str] = {}
    commercial: dict[str, str | None] = {}
    """Expiry of the commercial license by component; null: it states none."""
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


class Outcome(Struct, frozen=True):
    """How one case went."""

    rule: str
    side: Side
    number: int
    case: Case
    wrong: str
    """What is not as the case says; empty: it is proved."""


def load_cases(path: Path) -> CaseFile:
    """Return the cases of one rule.

    Raises:
        InvalidPolicy: for a mistake in the file, and where a side has no case.
    """
    cases = load_policy(path, CaseFile)
    for side, given in (("flags", cases.flags), ("ignores", cases.ignores)):
        if not given:
            raise InvalidPolicy(path.name, f"`{side}` has no case", "a rule is proved by both sides")
    return cases


def run_cases(folder: Path, pack: RulePack) -> Iterator[Outcome]:
    """Yield how the cases of every `<rule-id>.yaml` in `folder` go, in the order of the files.

    Raises:
        InvalidPolicy: for a mistake in a file, and for cases of a rule that is not in the pack.
    """
    for path in sorted(folder.glob("*.yaml")):
        rule = pack.find(path.stem)
        yield from run_file(rule, load_cases(path))


def run_file(rule: Rule, cases: CaseFile) -> Iterator[Outcome]:
    """Yield how the cases of one rule go."""
    sides: tuple[tuple[Side, tuple[Case, ...]], ...] = (("flags", cases.flags), ("ignores", cases.ignores))
    for side, given in sides:
        for number, case in enumerate(given, 1):
            yield Outcome(rule.id, side, number, case, _wrong(rule, side, number, case))


def rules_without_cases(folder: Path, pack: RulePack) -> tuple[str, ...]:
    """Return the ids of the rules that nothing proves."""
    return tuple(rule.id for rule in pack.rules if not (folder / f"{rule.id}.yaml").is_file())


def _wrong(rule: Rule, side: Side, number: int, case: Case) -> str:
    portfolio, findings = _tried(rule, f"{rule.id}.yaml {side} {number}", case)
    flagged = tuple(sorted(portfolio.names[portfolio.name[row]] for row in findings.component.tolist() if row >= 0))
    if bool(len(findings)) != (side == "flags"):
        return "nothing is flagged" if side == "flags" else f"flagged: {', '.join(flagged) or 'the system'}"
    if case.on is not None and flagged != tuple(sorted(case.on)):
        return f"flagged: {', '.join(flagged)}; expected: {', '.join(sorted(case.on))}"
    messages = [findings.texts[text].message.de for text in findings.text.tolist()]
    if not any(case.says in message for message in messages) and side == "flags":
        return f"says: {messages[0]}"
    return ""


def _tried(rule: Rule, where: str, case: Case) -> tuple[Portfolio, Findings]:
    inventory = read_notation(
        case.given,
        where,
        about_first=case.subject,
        vendors=case.vendors,
        commercial=case.commercial,
        dangling=case.dangling,
    )
    portfolio = portfolio_of(inventory, case.context, case.outbound)
    measures = tuple(_measure(one) for one in case.measures)
    findings = evaluate(
        portfolio,
        RulePack((rule,), ""),
        as_of=date.fromisoformat(case.as_of),
        products=_products(case, portfolio),
        measures=measures,
    )
    return portfolio, findings


def _measure(given: CaseMeasure) -> Measure:
    return Measure(
        indicator=given.indicator,
        value=Interval(given.lo, given.hi),
        agency=None if given.of == "portfolio" else AGENCY,
        system=SYSTEM if given.of == "system" else None,
        product=given.product,
        vendor=given.vendor,
    )


def _products(case: Case, portfolio: Portfolio) -> Products:
    facts = tuple(
        ProductFacts(one.product, one.vendor, one.license_classes, one.deployment, one.support, one.support_end)
        for one in case.products.values()
    )
    known = list(case.products)
    return Products(
        facts,
        np.array([known.index(one.name) if one.name in known else -1 for one in portfolio.packages], dtype=np.int32),
    )
