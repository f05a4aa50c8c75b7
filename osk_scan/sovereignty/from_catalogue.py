"""The catalogue's products as the method wants them: facts per product, and per release where releases differ."""

import re
from collections.abc import Callable
from itertools import takewhile

from msgspec.structs import replace

from osk_scan.catalogue import Catalogue
from osk_scan.catalogue.distributions import Distributed
from osk_scan.catalogue.product import Alternative, SupportCycle
from osk_scan.catalogue.support import cycles_of
from osk_scan.fact import Fact
from osk_scan.sovereignty.estate import NO_END_ANNOUNCED, Entity, Exit, ProductFacts
from osk_scan.sovereignty.support import NEVER

_CODE = re.compile(r"\d\dh\d|r\d|sp\d|cu\d+|ltsc?|esu|esm")
"""Words of a release's name that people write in capitals: 24H2, R2, LTSC."""

_EDITIONS = {
    "e": "Enterprise/Education",
    "w": "Home/Pro",
    "iot": "IoT",
    "ac": "Annual Channel",
    "sac": "Semi-Annual Channel",
    "acp": "Azure Connect Pack",
    "subscription": "Subscription Edition",
}
"""What endoflife.date calls editions and channels."""


def facts_of(catalogue: Catalogue, id_: str) -> ProductFacts:
    """Return what holds for a product whatever its release."""
    product = catalogue.products[id_]
    return ProductFacts(
        id=id_,
        name=product.name,
        layer=product.layer,
        licence=product.licence_class(),
        entity=catalogue.controlling_entity(id_),
        alternative=product.alternative,
        formats=product.format_openness,
        deployment=product.deployment_mode,
        sbom=product.sbom,
        vitality=product.vitality,
        relicensed=len({found.fact.values for found in product.licences}) > 1,
        exits=tuple(_exit(catalogue, alternative) for alternative in product.alternatives),
        requires=tuple(requirement.any_of for requirement in product.requires or ()),
    )


def _exit(catalogue: Catalogue, found: Alternative) -> Exit:
    listed = catalogue.products.get(found.product)
    sources = tuple(evidence.source for evidence in found.evidence)
    return Exit(found.product, found.used_by, sources, listed.name if listed else "")


def release_of(catalogue: Catalogue, facts: ProductFacts, version: str | None, release: str | None) -> ProductFacts:
    """Return the facts of one release; those of the product itself where nothing more is known of it."""
    product = catalogue.products[facts.id]
    cycles = cycles_of(product, version, release)
    licence = product.licence_class(version)
    label = _label(cycles, licence, facts)
    if not label:
        return facts
    return replace(
        facts,
        id=f"{facts.id}@{label}",
        name=" ".join((facts.name, *_short(cycles, facts.name))),
        licence=licence,
        support_end=_ends(cycles, lambda cycle: cycle.until or NO_END_ANNOUNCED),
        extended_end=_ends(cycles, lambda cycle: cycle.extended_until or NEVER),
        base=facts.id,
    )


def distributed_by(catalogue: Catalogue, facts: ProductFacts, by: Distributed) -> ProductFacts:
    """Return the facts of a release that a distribution built: it is supported for as long as the distribution is."""
    distribution = catalogue.products[by.distribution]
    cycles = cycles_of(distribution, by.release)
    place = " ".join((distribution.name, *([by.release] if by.release else [])))
    mark = "-".join((by.distribution, *([by.release] if by.release else [])))
    return replace(
        facts,
        id=f"{facts.id}@{mark}" if facts.base is None else f"{facts.id}+{mark}",
        name=f"{facts.name} ({place})",
        support_end=_ends(cycles, lambda cycle: cycle.until or NO_END_ANNOUNCED),
        extended_end=_ends(cycles, lambda cycle: cycle.extended_until or NEVER),
        base=facts.base or facts.id,
    )


def entities_of(catalogue: Catalogue) -> dict[str, Entity]:
    """Return everyone who may ultimately control a product."""
    ids = {entity for id_ in catalogue.products for entity in catalogue.controlling_entity(id_).values}
    return {id_: Entity(id_, catalogue.vendors[id_].name, catalogue.vendors[id_].jurisdiction) for id_ in sorted(ids)}


def _label(cycles: tuple[SupportCycle, ...], licence: Fact, facts: ProductFacts) -> str:
    """Name a release by its support cycles, and by its license class where that sets it apart."""
    names = [cycle.cycle for cycle in cycles]
    apart = list(licence.values) if licence.values != facts.licence.values else []
    return "+".join([*names, *apart])


def _short(cycles: tuple[SupportCycle, ...], product: str) -> tuple[str, ...]:
    """Return what the names of all support cycles begin with, as people write it and without the product's own words.

    Editions that look alike in an inventory share one name: `11-24h2-e` and `11-24h2-w` of Windows 11 are 24H2.
    """
    words = zip(*(cycle.cycle.split("-") for cycle in cycles), strict=False)
    begun = [alike[0] for alike in takewhile(lambda alike: len(set(alike)) == 1, words)]
    own = product.split()
    while begun and begun[0] in own:
        del begun[0]
    return tuple(_EDITIONS.get(word, word.upper() if _CODE.fullmatch(word) else word) for word in begun)


def _ends(cycles: tuple[SupportCycle, ...], end: Callable[[SupportCycle], str]) -> Fact:
    values = dict.fromkeys(end(cycle) for cycle in cycles)
    return Fact(tuple(values), tuple(dict.fromkeys(item for cycle in cycles for item in cycle.evidence)))
