"""Score a portfolio made by rule: every tenth fact unknown, every thirtieth disputed, requirements three deep."""

from typing import get_args

from osk_scan.fact import Evidence, Fact
from osk_scan.model import Layer
from osk_scan.score import Scores
from osk_scan.sovereignty.estate import DOMAINS, UNKNOWN, Entity, Estate, EstateSystem, Installation, ProductFacts
from osk_scan.sovereignty.method import load_method
from osk_scan.sovereignty.replacing import Replacement
from osk_scan.sovereignty.scoring import Judged, judge, score
from osk_scan.sovereignty.what_if import WhatIf, what_if

AS_OF = "2026-09-01"
_AGENCIES = 12
_ENTITIES = 80
_ON_A_SYSTEM = 40
_SEATS = ("US", "DE", "FR", "community")
_LAYERS = get_args(Layer)
_EVIDENCE = (Evidence("bench", "2026-01-01"),)


def estate(systems: int, products: int) -> Estate:
    """Return an estate with the size of a state's administration."""
    entities = {f"e{i}": Entity(f"e{i}", f"Entity {i}", _fact(_SEATS, i)) for i in range(_ENTITIES)}
    return Estate(
        systems=tuple(_system(i, products) for i in range(systems)),
        installations=tuple(
            Installation(f"s{i}", f"p{(i * 7 + k * 11 + k * k) % products}", 1 + (i + k) % 5)
            for i in range(systems)
            for k in range(_ON_A_SYSTEM)
        ),
        products={f"p{i}": _product(i, tuple(entities)) for i in range(products)},
        entities=entities,
    )


def score_all(made: Estate) -> Scores:
    """All indicators, hotspots and clarification lists of the portfolio, every agency and every layer."""
    return score(made, AS_OF, load_method())


def judged(made: Estate) -> Judged:
    """What a question is asked against."""
    return judge(made, AS_OF, load_method())


def ask(before: Judged) -> WhatIf:
    """One what-if over the whole portfolio."""
    return what_if(before, Replacement("p3", "p5"), judged)


def _system(i: int, products: int) -> EstateSystem:
    needs = tuple((f"p{(i * 7 + k) % products}",) for k in range(1 + i % 6))
    return EstateSystem(
        id=f"s{i}",
        agency=f"Agency {i % _AGENCIES:02d}",
        name=f"s{i}",
        criticality=(1, 2, 4)[i % 3],
        workstation=i % 3 > 0,
        requires=needs,
    )


def _product(i: int, entities: tuple[str, ...]) -> ProductFacts:
    return ProductFacts(
        id=f"p{i}",
        name=f"Product {i}",
        layer=_LAYERS[i % len(_LAYERS)],
        licence=_fact(DOMAINS["licence"], i * 3),
        entity=_fact(entities, i * 7 + 1),
        alternative=_fact(DOMAINS["alternative"], i + 2),
        formats=_fact(DOMAINS["formats"], i * 11 + 3),
        deployment=_fact(DOMAINS["deployment"], i * 13 + 4),
        sbom=_fact(DOMAINS["sbom"], i + 5),
        vitality=_fact(DOMAINS["vitality"], i + 6),
        support_end=_fact(("2026-10-01", "2027-12-01", "2024-01-01"), i + 7),
        extended_end=_fact(("never", "2028-01-01"), i + 8),
        requires=((f"p{i // 2}",), (f"p{i // 3}", f"p{i // 5}")) if i % 3 and i > 5 else (),
    )


def _fact(values: tuple[str, ...], at: int) -> Fact:
    if at % 10 == 0:
        return UNKNOWN
    if at % 30 == 1:
        return Fact(tuple(dict.fromkeys((values[at % len(values)], values[(at + 1) % len(values)]))), _EVIDENCE)
    return Fact((values[at % len(values)],), _EVIDENCE)
