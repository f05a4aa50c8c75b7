"""Indicators that are shares: what a product adds at least and at most, and the shares among open products."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from osk_scan.sovereignty.conditional import Stake
from osk_scan.sovereignty.estate import COMMUNITY, OSI_CLASSES, Entity, Holding, ProductFacts
from osk_scan.sovereignty.interval import HALF, ONE, ZERO

_LEVEL = {"0": ZERO, "1/2": HALF, "1": ONE}
CLOUD_MODES = frozenset({"saas", "cloud_tethered"})


def total(holdings: Iterable[Holding]) -> int:
    """Return the number of installations."""
    return sum(h.count for h in holdings)


def _among(possible: Iterable[str], wanted: frozenset[str]) -> tuple[Fraction, Fraction]:
    hits = [value in wanted for value in possible]
    return Fraction(all(hits)), Fraction(any(hits))


def identified(product: ProductFacts, entities: Mapping[str, Entity]) -> tuple[Fraction, Fraction]:
    """Q1: identity, license class, controlling entity and its jurisdiction are all known."""
    complete = (
        product.identified
        and product.licence.known
        and product.entity.known
        and entities[product.entity.values[0]].jurisdiction.known
    )
    return Fraction(complete), Fraction(complete)


def open_source(product: ProductFacts) -> tuple[Fraction, Fraction]:
    """D1: the license is OSI-approved."""
    return _among(product.possible("licence"), OSI_CLASSES)


def source_available(product: ProductFacts) -> tuple[Fraction, Fraction]:
    """D2: the source can be read, but not used freely."""
    return _among(product.possible("licence"), frozenset({"source_available"}))


def replaceability(product: ProductFacts) -> tuple[Fraction, Fraction]:
    """D3: σ = min(a, f), the weaker of a proven alternative and open formats."""
    a = [_LEVEL[v] for v in product.possible("alternative")]
    f = [_LEVEL[v] for v in product.possible("formats")]
    return min(*a, *f), min(max(a), max(f))


def binding(product: ProductFacts) -> str:
    """Return which of alternative and formats limits σ: `alternative`, `formats`, `both` or `unknown`."""
    if not (product.alternative.known and product.formats.known):
        return "unknown"
    a, f = _LEVEL[product.alternative.values[0]], _LEVEL[product.formats.values[0]]
    return "both" if a == f else "alternative" if a < f else "formats"


def foreign(product: ProductFacts, entities: Mapping[str, Entity], home: frozenset[str]) -> tuple[Fraction, Fraction]:
    """D5: not open source, and controlled from outside `home` (the EU and EEA)."""
    seats = [abroad(entities[e].jurisdiction.values, home) for e in product.entity.values] or [(ZERO, ONE)]
    open_lo, open_hi = open_source(product)
    return (1 - open_hi) * min(lo for lo, _ in seats), (1 - open_lo) * max(hi for _, hi in seats)


def abroad(jurisdictions: tuple[str, ...], home: frozenset[str]) -> tuple[Fraction, Fraction]:
    """Tell whether a seat must lie, may lie or cannot lie outside `home`; a community has no seat abroad."""
    if not jurisdictions:
        return ZERO, ONE
    hits = [j != COMMUNITY and j not in home for j in jurisdictions]
    return Fraction(all(hits)), Fraction(any(hits))


def foreign_cloud(
    product: ProductFacts, entities: Mapping[str, Entity], home: frozenset[str]
) -> tuple[Fraction, Fraction]:
    """D5_cloud: of D5 what runs as a service or does not run without one."""
    lo, hi = foreign(product, entities, home)
    cloud_lo, cloud_hi = _among(product.possible("deployment"), CLOUD_MODES)
    return lo * cloud_lo, hi * cloud_hi


def transparent(product: ProductFacts) -> tuple[Fraction, Fraction]:
    """D7: a component-level SBOM exists."""
    return _among(product.possible("sbom"), frozenset({"complete"}))


def vital(holding: Holding, level: int) -> Stake:
    """D9: of the open products this one has at least `level`."""
    product = holding.product
    reached = [int(v) >= level for v in product.possible("vitality")]
    may_be = product.may_be_osi
    return Stake(1, not product.must_be_osi, may_be and not all(reached), may_be and any(reached))


def relicensable(holding: Holding) -> Stake:
    """D10: of the open installations these have one commercial holder, who could relicense them."""
    possible = holding.product.possible("licence")
    return Stake(holding.count, not holding.product.must_be_osi, "osi_multi" in possible, "osi_single" in possible)


def vitality_coverage(holdings: tuple[Holding, ...]) -> Fraction:
    """Return the share of products that may be open whose badge level is known."""
    may_be = [h.product for h in holdings if h.product.may_be_osi]
    return Fraction(sum(p.vitality.known for p in may_be), len(may_be) or 1)
