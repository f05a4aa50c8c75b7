"""Licenses of a portfolio, read and judged once per unique question and joined to the components as numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from osk_scan.graph.bulk import NOT_NEEDED_TO_RUN
from osk_scan.licenses.algebra import Leaf, License, fold, parse_expression
from osk_scan.licenses.ambiguous import judge_readings
from osk_scan.licenses.categories import category
from osk_scan.licenses.compatibility import Verdict, judge
from osk_scan.licenses.contexts import Provisioning, default_relation, outbound_of, provisioning_for
from osk_scan.licenses.curations import decided_provisionings, decided_relations
from osk_scan.licenses.expression import Reading, read_claims
from osk_scan.model import Relation, Scope
from osk_scan.rule_engine.column import Column, distinct, numbered
from osk_scan.rule_engine.together import NOTHING_SAID, Clashing, joint_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from osk_scan.graph.bulk import PortfolioGraph
    from osk_scan.portfolio import Flags, Integers, Portfolio
    from osk_scan.rule_engine.inputs import KnownProduct

SAYS_NOTHING = ("missing", "noassertion")
"""Readings that another statement on the same component may replace."""

MOST_OF_ALL = ("none", "file", "module-library", "unknown", "strong", "network")
"""How far copyleft reaches where all of several licenses apply: strong beside unknown is at least strong."""
LEAST_OF_ONE = ("none", "file", "module-library", "strong", "network", "unknown")
"""How far it reaches where one may be chosen: strong or unknown is at most strong."""


class Judgement(Struct, frozen=True):
    """A verdict on one component in one system's situation."""

    answer: str
    """compatible, depends, unknown or incompatible; `not-asked` where there is no question to ask."""
    verdict: Verdict | None = None
    ambiguous: bool = False

    @property
    def chosen(self) -> str | None:
        """The license with every OR decided in its favour; of an ambiguous claim none is chosen."""
        return self.verdict.chosen if self.verdict and not self.ambiguous else None


NOT_ASKED = Judgement("not-asked")


@dataclass(frozen=True)
class Licensing:
    """Columns over components."""

    claims: Integers
    """Index into the portfolio's licenses: what is judged, concluded before declared."""
    reading: Column[Reading]
    provisioning: Column[Provisioning]
    """How each component reaches others: as its system does, unless its type or a decision says otherwise."""
    relation: Column[Relation]
    judgement: Column[Judgement]
    clashing: Column[Clashing | None]
    """Why it cannot be in one distributed work with others."""
    left_out: Flags
    """Where that was not found out, because the work has too many different licenses."""

    @cached_property
    def silent(self) -> Flags:
        """Where the claims say nothing."""
        silent = np.array([one.license_class in SAYS_NOTHING for one in self.reading.values], dtype=np.bool_)
        return silent[self.reading.codes] if len(silent) else np.zeros(len(self.claims), dtype=np.bool_)

    @cached_property
    def copyleft(self) -> Column[tuple[str, ...]]:
        """How far the copyleft of each reading reaches."""
        return Column(self.reading.codes, tuple((copyleft_of(one.expression),) for one in self.reading.values))

    def with_catalogue(
        self,
        facts: Column[KnownProduct | None],
        of_reading: Callable[[Reading], str],
        of_classes: Callable[[tuple[str, ...]], tuple[str, ...]],
    ) -> Column[tuple[str, ...]]:
        """Return what the claims say; where they say nothing, what follows from the catalogue's license classes."""
        readings = self.reading.values
        known = np.array([bool(fact and fact.license_classes) for fact in facts.values], dtype=np.bool_)
        asks = self.silent & known[facts.codes]
        codes = np.where(asks, len(readings) + facts.codes, self.reading.codes)
        catalogued = (of_classes(fact.license_classes if fact else ()) for fact in facts.values)
        return Column(codes.astype(np.int32), (*((of_reading(one),) for one in readings), *catalogued))


def judged(portfolio: Portfolio, graph: PortfolioGraph) -> Licensing:
    """Return how the licenses of all components read, and what the situation of their systems makes of them."""
    claims, reading = _readings(portfolio)
    provisioning = _provisionings(portfolio)
    relation = _relations(portfolio, provisioning)
    joint = joint_of(portfolio, graph.operation, reading, relation, provisioning)
    judgement = _together(_judgements(portfolio, graph, reading, relation, provisioning), joint.chosen)
    return Licensing(claims, reading, provisioning, relation, judgement, joint.clashing, joint.left_out)


def _together(judgement: Column[Judgement], chosen: Column[Verdict | None]) -> Column[Judgement]:
    """Return the judgements with what follows from the other components: arms taken, doubts about what is ambiguous."""
    joint = [Judgement(one.verdict, one, one.chosen == NOTHING_SAID) for one in chosen.values if one]
    codes = np.where(chosen.codes >= 0, len(judgement.values) + chosen.codes, judgement.codes)
    return Column(codes.astype(np.int32), (*judgement.values, *joint))


def _readings(portfolio: Portfolio) -> tuple[Integers, Column[Reading]]:
    """Read what is concluded; where that says nothing, what is declared."""
    types, type_of_package = numbered([package.type for package in portfolio.packages])
    ecosystem = type_of_package[portfolio.package]
    questions, index = distinct(portfolio.concluded, portfolio.declared, ecosystem)
    read = lru_cache(maxsize=None)(lambda text, kind: read_claims(portfolio.licenses[text].claims, types[kind]))
    answers: list[tuple[int, Reading]] = []
    for concluded, declared, kind in questions:
        says = read(concluded, kind).license_class not in SAYS_NOTHING
        claims = concluded if says else declared
        answers.append((claims, read(claims, kind)))
    claims_of = np.array([claims for claims, _ in answers], dtype=np.int32)
    distinct_readings, code = numbered([reading for _, reading in answers])
    return claims_of[index], Column(code[index], distinct_readings)


def _provisionings(portfolio: Portfolio) -> Column[Provisioning]:
    """Return how each component reaches others: as people decided, else by the context, its type and scope."""
    types, type_of_package = numbered([package.type for package in portfolio.packages])
    contexts, context_of_system = numbered([system.context for system in portfolio.systems])
    questions, index = distinct(
        context_of_system[portfolio.system], type_of_package[portfolio.package], portfolio.scope
    )
    ways = tuple(Provisioning)
    usual = [ways.index(provisioning_for(contexts[at], types[kind], Scope(scope))) for at, kind, scope in questions]
    default = np.array(usual, dtype=np.int32)[index] if usual else index
    decided = decided_provisionings(portfolio)
    return Column(np.where(decided >= 0, decided, default).astype(np.int32), ways)


def _relations(portfolio: Portfolio, provisioning: Column[Provisioning]) -> Column[Relation]:
    """Return how each component is used: as the edges to it state, else by its type, scope and way to others.

    Where edges disagree, the closest relation counts (merged before static before dynamic …); an edge that is needed
    to run and states nothing speaks for the default. What people decided comes before all of it.
    """
    stated = np.full(portfolio.size, len(Relation), dtype=np.int32)
    speaks = portfolio.edge_relation > 0
    np.minimum.at(stated, portfolio.target[speaks], portfolio.edge_relation[speaks])
    silent = np.zeros(portfolio.size, dtype=np.bool_)
    silent[portfolio.target[~speaks & ~np.isin(portfolio.edge_scope, NOT_NEEDED_TO_RUN)]] = True
    types, type_of_package = numbered([package.type for package in portfolio.packages])
    questions, index = distinct(type_of_package[portfolio.package], portfolio.scope, provisioning.codes)
    ways = provisioning.values
    defaults = [default_relation(types[kind], Scope(scope), ways[way]) for kind, scope, way in questions]
    default = np.array(defaults, dtype=np.int32)[index] if defaults else stated
    used = np.where(silent, np.minimum(stated, default), np.where(stated < len(Relation), stated, default))
    decided = decided_relations(portfolio)
    return Column(np.where(decided > 0, decided, used).astype(np.int32), tuple(Relation))


def _judgements(
    portfolio: Portfolio,
    graph: PortfolioGraph,
    reading: Column[Reading],
    relation: Column[Relation],
    provisioning: Column[Provisioning],
) -> Column[Judgement]:
    """Judge each (outbound license, reading, relation, provisioning) once."""
    outbounds, outbound_of_system = numbered([outbound_of(one.context, one.outbound) for one in portfolio.systems])
    asked = np.where(graph.operation, outbound_of_system[portfolio.system], -1)
    questions, index = distinct(asked, reading.codes, relation.codes, provisioning.codes)
    answers: list[Judgement] = []
    for at, license_text, how, way in questions:
        outbound = outbounds[at] if at >= 0 else None
        if outbound is None:
            answers.append(NOT_ASKED)
        else:
            read = reading.values[license_text]
            answers.append(_judgement(outbound, read, Relation(how), provisioning.values[way]))
    distinct_answers, code = numbered(answers)
    return Column(code[index], distinct_answers)


def _judgement(outbound: str, reading: Reading, relation: Relation, provisioning: Provisioning) -> Judgement:
    """Judge what is read; an ambiguous claim by all its candidates, since it is never guessed which one is meant."""
    if reading.expression:
        verdict = judge(outbound, reading.expression, relation, provisioning)
        return Judgement(verdict.verdict, verdict)
    if not reading.candidates:
        return Judgement("unknown")
    verdict = judge_readings(outbound, reading.candidates, relation, provisioning)
    return Judgement(verdict.verdict, verdict, ambiguous=True)


@lru_cache(maxsize=65536)
def copyleft_of(expression: str | None) -> str:
    """Return how far the copyleft reaches; what nobody has classified never lowers what is known."""
    if expression is None:
        return "unknown"
    return fold(
        parse_expression(expression),
        _leaf_copyleft,
        lambda parts: max(parts, key=MOST_OF_ALL.index),
        lambda parts: min(parts, key=LEAST_OF_ONE.index),
    )


def _leaf_copyleft(leaf: Leaf) -> str:
    """Return the reach of one license; an exception that lets any work link it leaves only the library itself."""
    if isinstance(leaf, License):
        return category(leaf.id).copyleft
    reach = category(leaf.license.id).copyleft
    text = f"{leaf.license.id} WITH {leaf.exception}"
    if reach in ("strong", "network") and _linkable(text):
        return "module-library"
    return reach


def _linkable(inbound: str) -> bool:
    return judge("MIT", inbound, Relation.DYNAMIC, Provisioning.BINARY).verdict == "compatible"
