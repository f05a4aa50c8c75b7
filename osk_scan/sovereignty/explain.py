"""Expand one number: formula, counts, items, facts, evidence, and the documents that say what is installed where."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from osk_scan.errors import InvalidRequest
from osk_scan.fact import Evidence, Fact
from osk_scan.indicator import Indicator, Range
from osk_scan.model import Wording
from osk_scan.score import SEAT_OF, ProductRecord, Score, Scores
from osk_scan.sovereignty.estate import DOMAINS, OSI_CLASSES, Estate, Installation
from osk_scan.sovereignty.interval import bare

RESTS_ON: dict[str, tuple[str, ...]] = {
    "Q1": ("licence", "entity"),
    "D1": ("licence",),
    "D2": ("licence",),
    "D3": ("alternative", "formats"),
    "D4": ("entity",),
    "CR1": ("entity",),
    "D4p": ("licence", "entity"),
    "CR1p": ("licence", "entity"),
    "D5": ("licence", "entity"),
    "D5_cloud": ("licence", "entity", "deployment"),
    "D6": ("entity",),
    "D7": ("sbom",),
    "D7_bsi": (),
    "D7_ntia": (),
    "D7_cisa": (),
    "D8": ("support_end", "extended_end"),
    "D8_extended": ("support_end", "extended_end"),
    "D8_expired": ("support_end", "extended_end"),
    "D8_within_12_months": ("support_end",),
    "D8_unknown": ("support_end", "extended_end"),
    "D9": ("licence", "vitality"),
    "D9_3": ("licence", "vitality"),
    "D10": ("licence",),
}
"""Which facts of a product an indicator rests on."""

_MARKETS = frozenset({"D4", "CR1", "D4p", "CR1p"})
"""Indicators of how much of a market each controlling entity holds."""
_CLOSED_MARKETS = frozenset({"D4p", "CR1p"})
"""Those of them whose market is what is not open source."""


class Item(Struct, frozen=True):
    """A product within an explanation; where products or installations are counted, all items add up to the total."""

    product: str
    """Empty for a document."""
    name: str
    installations: int
    lo: str
    hi: str
    facts: dict[str, Fact]
    documents: tuple[str, ...]
    """Where it is said to be installed: `system: document address`."""


class Explained(Struct, frozen=True):
    """One indicator of one scope, expanded."""

    indicator: str
    name: Wording
    formula: Wording
    value: Range
    total: int
    unit: str
    items: tuple[Item, ...]
    sources: tuple[Evidence, ...]
    """Everything that the items' facts rest on, each once."""
    names: dict[str, str] = {}
    """Of the controlling entities that facts name by id."""
    cautious: Range | None = None
    """The value with everything unclarified counted that could count; only where the bound is `at-least`."""
    notes: tuple[Wording, ...] = ()


Places = Mapping[tuple[int, int], str]
"""Address in its document, by inventory and position of a component."""


def explain(
    scores: Scores, scope: Score, indicator: str, estate: Estate | None = None, addresses: Places | None = None
) -> Explained:
    """Return the way from the number to the evidence; with the estate, down to documents, and with addresses to places.

    Raises:
        InvalidRequest: the scope has no such indicator.
    """
    found = scope.indicators.get(indicator)
    if found is None:
        there = ", ".join(scope.indicators) or "none"
        raise InvalidRequest("explain", f"no indicator `{indicator}` here", f"one of {there}")
    places = _places(estate, scope, addresses or {}) if estate else {}
    items = tuple(_items(scores, scope, found, places))
    entities = {id_ for item in items if "entity" in item.facts for id_ in item.facts["entity"].values}
    sources = dict.fromkeys(e for item in items for fact in item.facts.values() for e in fact.evidence)
    return Explained(
        indicator,
        found.name,
        found.explain.formula,
        bare(found),
        found.explain.total,
        found.unit,
        items,
        tuple(sources),
        {id_: entity.name for id_, entity in scores.entities.items() if id_ in entities},
        found.cautious,
        found.explain.notes,
    )


def _items(scores: Scores, scope: Score, indicator: Indicator, places: dict[str, tuple[str, ...]]) -> "list[Item]":
    if indicator.unit == "field":
        return list(_documents(indicator))
    return [
        Item(
            id_,
            scores.products[id_].name,
            scope.installations[id_],
            *ends,
            _facts(scores, scores.products[id_], indicator.id),
            places.get(id_, ()),
        )
        for id_, ends in _contributions(scores, scope, indicator)
    ]


def _contributions(scores: Scores, scope: Score, indicator: Indicator) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield each product that is or may be counted, with what it contributes at least and at most."""
    told = {item: (group.lo, group.hi) for group in indicator.explain.groups for item in group.items}
    for id_ in scope.installations:
        product = scores.products[id_]
        if indicator.id in _MARKETS:
            ends = _in_market(product, closed=indicator.id in _CLOSED_MARKETS)
        else:
            ends = _stopping(product, indicator, told) if indicator.id == "D6" else told.get(id_)
        if ends:
            yield id_, ends


def _in_market(product: ProductRecord, *, closed: bool) -> tuple[str, str] | None:
    """Return whether a product is surely counted for its entity; None: it is not in the market."""
    licences = product.facts["licence"].values or DOMAINS["licence"]
    if closed and OSI_CLASSES.issuperset(licences):
        return None
    stays = not closed or OSI_CLASSES.isdisjoint(licences)
    return "1" if stays and product.facts["entity"].known else "0", "1"


def _stopping(product: ProductRecord, indicator: Indicator, told: Mapping[str, tuple[str, str]]) -> tuple[str, str]:
    """Return the radius of the entity that controls a product; where nobody knows it, at least that of the product."""
    if product.facts["entity"].known:
        return told.get(product.facts["entity"].values[0], ("0", "0"))
    return told.get(product.id, ("0", "0"))[0], (indicator.cautious or indicator).hi_exact


def _documents(indicator: Indicator) -> Iterator[Item]:
    """Yield the documents that an indicator of required fields rests on; their share is all that is told of each."""
    for group in indicator.explain.groups:
        for place in group.items:
            yield Item("", place.partition(": ")[2], 0, group.lo, group.hi, {}, (place,))


def _facts(scores: Scores, product: ProductRecord, indicator: str) -> dict[str, Fact]:
    facts = {name: product.facts[name] for name in RESTS_ON[indicator]}
    if indicator in {"Q1", "D5", "D5_cloud"}:
        seats = {f"{SEAT_OF}{e}": scores.entities[e].jurisdiction for e in product.facts["entity"].values}
        return facts | seats
    return facts


def _places(estate: Estate, scope: Score, addresses: Places) -> dict[str, tuple[str, ...]]:
    agency_of = {s.id: s.agency for s in estate.systems}
    found: dict[str, dict[str, None]] = {}
    for installation in estate.installations:
        if _within(installation, scope, estate, agency_of):
            address = addresses.get(installation.component, "") if installation.component else ""
            for document in installation.evidence:
                place = f"{installation.system}: {document} {address}".strip()
                found.setdefault(installation.product, {})[place] = None
    return {product: tuple(documents) for product, documents in found.items()}


def _within(installation: Installation, scope: Score, estate: Estate, agency_of: Mapping[str, str]) -> bool:
    if scope.scope == "layer":
        return estate.layer_of(installation) == scope.name
    return scope.scope == "portfolio" or agency_of[installation.system] == scope.name
