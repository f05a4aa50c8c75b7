"""Search the catalogue: which product a name means, and what is known of it with its evidence."""

from msgspec import Struct
from starlette.responses import Response

from osk_scan.catalogue import Catalogue
from osk_scan.catalogue.layers import LAYERS
from osk_scan.catalogue.product import Product
from osk_scan.fact import Fact
from osk_scan.pipeline.cataloguing import match_name
from osk_scan.reports.parts import Column, Table, day, evidence_line, meaning
from osk_scan.web.call import Call
from osk_scan.web.endpoint import READERS, Endpoint
from osk_scan.web.errors import NotFound
from osk_scan.web.pages._page import page, words_for
from osk_scan.web.pages._plain import address, cell_with_links, link
from osk_scan.web.pages._wording import PageWords
from osk_scan.web.pages.systems import paged
from osk_scan.web.paging import Number

_SAID_AS = {"format_openness": "formats", "licence_class": "licence", "deployment_mode": "deployment"}
"""What the method calls a fact of the catalogue."""


class _Asked(Struct, frozen=True):
    """What is searched for, and how many products were shown before."""

    q: str = ""
    after: Number = 0


def _search(call: Call) -> Response:
    words = words_for(call)
    catalogue = call.desk.policy.catalogue
    query = call.asked(_Asked)
    asked = query.q.strip()[:500]
    meant = match_name(catalogue, asked) if asked else None
    product = catalogue.products.get(meant.product) if meant and meant.product else None
    found = [one for one in catalogue.products.values() if _fits(one, asked.casefold(), catalogue)]
    found.sort(key=lambda one: (one.name.casefold(), one.id))
    here = address("/catalogue", q=asked)
    shown, following = paged(found, query.after, here)
    return page(
        call,
        "catalogue.html.j2",
        words("nav.catalogue"),
        q=asked,
        meant=product,
        rule=words.or_itself("catalogue.rule", meant.rule) if meant and meant.rule else "",
        found=_table(shown, catalogue, words),
        total=len(found),
        shown=len(shown),
        following=following,
        first=here if query.after > 0 else "",
    )


def _product(call: Call) -> Response:
    words = words_for(call)
    catalogue = call.desk.policy.catalogue
    product = catalogue.products.get(call.path("product"))
    if product is None:
        raise NotFound("product", "the catalogue has none of this id", "search the catalogue")
    return page(
        call,
        "product.html.j2",
        product.name,
        product=product,
        vendor=catalogue.vendors[product.vendor].name,
        layer=LAYERS[product.layer].in_(words.language),
        facts=_fact_table(product, catalogue, words),
        support=_support_table(product, words),
        alternatives=tuple(
            (address("/catalogue", one.product), catalogue.products[one.product].name, one.used_by)
            for one in product.alternatives
            if one.product in catalogue.products
        ),
        requires=tuple(tuple(_name(id_, catalogue) for id_ in group.any_of) for group in product.requires or ()),
    )


def _fits(product: Product, asked: str, catalogue: Catalogue) -> bool:
    return any(asked in text.casefold() for text in (product.name, product.id, catalogue.vendors[product.vendor].name))


def _name(id_: str, catalogue: Catalogue) -> str:
    """Return the name behind the id of a product or vendor."""
    if id_ in catalogue.products:
        return catalogue.products[id_].name
    return catalogue.vendors[id_].name if id_ in catalogue.vendors else id_


def _table(found: tuple[Product, ...], catalogue: Catalogue, words: PageWords) -> Table:
    columns = (
        Column(words("hotspots.product")),
        Column(words("inventory.vendor")),
        Column(words("scope.layer")),
        Column(words("catalogue.licence")),
    )
    rows = tuple(
        (
            link(address("/catalogue", one.id), one.name),
            catalogue.vendors[one.vendor].name,
            LAYERS[one.layer].in_(words.language),
            _values("licence", one.licence_class(), catalogue, words),
        )
        for one in found
    )
    return Table(words("catalogue.table"), columns, rows)


def _fact_table(product: Product, catalogue: Catalogue, words: PageWords) -> Table:
    facts = {
        "licence_class": product.licence_class(),
        "controlling_entity": catalogue.controlling_entity(product.id),
        "jurisdiction": catalogue.jurisdiction(product.id),
        "deployment_mode": product.deployment_mode,
        "alternative": product.alternative,
        "format_openness": product.format_openness,
        "sbom": product.sbom,
        "vitality": product.vitality,
    }
    columns = (
        Column(words("clarify.fact")),
        Column(words("catalogue.values")),
        Column(words("targets.source")),
    )
    rows = tuple(
        (
            words.or_itself("fact", name),
            _values(_SAID_AS.get(name, name), fact, catalogue, words),
            cell_with_links("; ".join(evidence_line(one, words) for one in fact.evidence) or "–"),
        )
        for name, fact in facts.items()
    )
    return Table(words("catalogue.facts"), columns, rows)


def _values(kind: str, fact: Fact, catalogue: Catalogue, words: PageWords) -> str:
    """Return what a fact of this kind can be, in words; product and vendor by name."""
    named = (meaning(kind, _name(value, catalogue), words) for value in fact.values)
    return " / ".join(named) or words("fact.unknown")


def _support_table(product: Product, words: PageWords) -> Table:
    columns = (
        Column(words("catalogue.release")),
        Column(words("catalogue.until"), "number"),
        Column(words("catalogue.extended"), "number"),
    )
    rows = tuple(
        (one.cycle, *(day(end, words.language) if end else "–" for end in (one.until, one.extended_until)))
        for one in product.support
    )
    return Table(words("fact.support"), columns, rows)


ENDPOINTS = (
    Endpoint(method="GET", path="/catalogue", roles=READERS, answer=_search),
    Endpoint(method="GET", path="/catalogue/{product}", roles=READERS, answer=_product),
)
