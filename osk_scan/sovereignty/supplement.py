"""What an agency adds to its inventories: requirements, criticality, layers, costs, deployment modes, contract ends."""

import re
from collections.abc import Iterable
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from osk_scan.catalogue.layers import LAYERS
from osk_scan.day import is_day
from osk_scan.errors import one_line
from osk_scan.fact import Evidence, Fact
from osk_scan.model import Wording
from osk_scan.sovereignty.estate import AndOr, Estate, EstateSystem, Installation, ProductFacts
from osk_scan.sovereignty.method import Method
from osk_scan.yaml_reading import load_policy

_LAYERS = {name: id_ for id_, wording in LAYERS.items() for name in (id_, wording.de)}

Needs = tuple[str | tuple[str, ...], ...]
"""Product ids; a list in the list is an OR group."""

_EUROS = re.compile(r"\d{1,12}(\.\d{1,2})?")


class SystemSupplement(Struct, frozen=True, forbid_unknown_fields=True):
    """What one system adds."""

    requires: Needs = ()
    criticality: Literal["normal", "hoch", "sehr hoch"] | None = None
    """Schutzbedarf (BSI-Standard 200-2)."""
    workstation: bool | None = None


class ProductSupplement(Struct, frozen=True, forbid_unknown_fields=True):
    """What the agency knows of a product as it runs it."""

    requires: Needs = ()
    layer: str | None = None
    """Its id or its German name."""
    deployment: Literal["saas", "cloud_tethered", "activated_onprem", "offline"] | None = None
    cost_per_year: str | int | float | None = None
    """In euros: a decimal, quoted or not."""
    contract_end: str | None = None
    """Last day of the contract (EVB-IT), ISO 8601."""

    def __post_init__(self) -> None:
        """Refuse what is no amount and no day."""
        if self.euros is not None and not _EUROS.fullmatch(self.euros):
            raise ValueError(f"cost_per_year `{self.euros}` is no amount in euros like 750.00")
        if self.contract_end is not None:
            _refuse_other_than_a_day("contract_end", self.contract_end)

    @property
    def euros(self) -> str | None:
        """The yearly cost as a decimal."""
        return None if self.cost_per_year is None else str(self.cost_per_year)


class Supplement(Struct, frozen=True, forbid_unknown_fields=True):
    """One agency's supplement file."""

    agency: str
    systems: dict[str, SystemSupplement] = {}
    products: dict[str, ProductSupplement] = {}
    source: str = ""
    """Who says so; becomes the evidence of what is added."""
    retrieved: str = "1970-01-01"

    def __post_init__(self) -> None:
        """Refuse a supplement of nobody, and what is no day."""
        if not self.agency.strip():
            raise ValueError("agency says nothing")
        _refuse_other_than_a_day("retrieved", self.retrieved)


def _refuse_other_than_a_day(name: str, said: str) -> None:
    if not is_day(said):
        raise ValueError(f"{name} `{said}` is no day like 2027-12-31")


def read(path: Path) -> Supplement:
    """Return the supplement file at `path`.

    Raises:
        InvalidPolicy: it says something that no supplement can say.
    """
    return load_policy(path, Supplement)


def groups(needs: Needs) -> AndOr:
    """Return requirements as AND of OR groups."""
    return tuple((need,) if isinstance(need, str) else need for need in needs)


def apply(estate: Estate, supplement: Supplement, method: Method) -> Estate:
    """Return `estate` with what one supplement adds to its agency."""
    return apply_all(estate, (supplement,), method)


def apply_all(estate: Estate, supplements: Iterable[Supplement], method: Method) -> Estate:
    """Return `estate` with what supplements add, each to its own agency; what names nothing there is told in `notes`.

    Supplements count among the documents from then on, so that the score id depends on them.
    """
    said = tuple(supplements)
    for supplement in said:
        estate = _with(estate, supplement, method)
    return replace(estate, products=_deployed(estate, said))


def _with(estate: Estate, supplement: Supplement, method: Method) -> Estate:
    own = {s.name: s.id for s in estate.systems if s.agency == supplement.agency}
    added = {own[name]: entry for name, entry in supplement.systems.items() if name in own}
    return replace(
        estate,
        systems=tuple(_system(s, added[s.id], method) if s.id in added else s for s in estate.systems),
        installations=_installations(estate, supplement, frozenset(own.values())),
        products={id_: _product(p, supplement) for id_, p in estate.products.items()},
        own_needs={**estate.own_needs, supplement.agency: _own_needs(estate, supplement)},
        inventories=(*estate.inventories, sha256(msgspec.json.encode(supplement)).hexdigest()),
        notes=(*estate.notes, *_notes(estate, supplement, own)),
    )


def _own_needs(estate: Estate, supplement: Supplement) -> dict[str, AndOr]:
    """Return by product what the agency alone says it needs."""
    needs = dict(estate.own_needs.get(supplement.agency, {}))
    for id_, entry in supplement.products.items():
        if id_ in estate.products:
            known = estate.needs_everywhere(id_)
            added = tuple(group for group in groups(entry.requires) if group not in known)
            needs[id_] = _merged(needs.get(id_, ()), added)
    return {id_: found for id_, found in needs.items() if found}


def _system(system: EstateSystem, entry: SystemSupplement, method: Method) -> EstateSystem:
    return replace(
        system,
        requires=_merged(system.requires, groups(entry.requires)),
        criticality=method.criticality[entry.criticality] if entry.criticality else system.criticality,
        workstation=system.workstation if entry.workstation is None else entry.workstation,
    )


def _product(product: ProductFacts, supplement: Supplement) -> ProductFacts:
    entry = supplement.products.get(product.base or product.id)
    return replace(product, requires=_merged(product.requires, groups(entry.requires))) if entry else product


def _deployed(estate: Estate, supplements: tuple[Supplement, ...]) -> dict[str, ProductFacts]:
    """Return the products as they are run: as agencies say, where all that run one say so; else as known besides, too.

    An agency that does not run a product does not tell how it is run, unless nobody runs it.
    """
    said: dict[str, dict[str, Fact]] = {}
    for supplement in supplements:
        for id_, entry in supplement.products.items():
            if entry.deployment:
                said.setdefault(id_, {})[supplement.agency] = Fact((entry.deployment,), (_evidence(supplement),))
    agency_of = {system.id: system.agency for system in estate.systems}
    run_by: dict[str, set[str]] = {}
    for installation in estate.installations:
        run_by.setdefault(estate.base(installation.product), set()).add(agency_of[installation.system])
    products = dict(estate.products)
    for id_, product in estate.products.items():
        told = said.get(estate.base(id_), {})
        holders = run_by.get(estate.base(id_)) or told.keys()
        stated = [fact for agency, fact in told.items() if agency in holders]
        if stated:
            known = [] if holders <= told.keys() else [product.deployment]
            products[id_] = replace(product, deployment=_either([*stated, *known]))
    return products


def _evidence(supplement: Supplement) -> Evidence:
    return Evidence(supplement.source or f"Ergänzung {supplement.agency}", supplement.retrieved, supplement.agency)


def _either(facts: list[Fact]) -> Fact:
    """Return the fact that one of several is true, nobody says where."""
    evidence = dict.fromkeys(item for fact in facts for item in fact.evidence)
    possible = dict.fromkeys(value for fact in facts for value in fact.values)
    return Fact(tuple(possible) if all(fact.values for fact in facts) else (), tuple(evidence))


def _installations(estate: Estate, supplement: Supplement, own: frozenset[str]) -> tuple[Installation, ...]:
    """Layers and contract ends are the agency's own; a cost is told once, on the first installation."""
    costed: set[str] = set()
    found = []
    for installation in estate.installations:
        entry = supplement.products.get(estate.base(installation.product)) if installation.system in own else None
        if entry is None:
            found.append(installation)
            continue
        product = estate.base(installation.product)
        first = product not in costed
        costed.add(product)
        found.append(
            replace(
                installation,
                layer=_LAYERS.get(entry.layer or "") or installation.layer,
                cost=entry.euros if first else None,
                contract_end=entry.contract_end,
            )
        )
    return tuple(found)


def _merged(known: AndOr, added: AndOr) -> AndOr:
    return tuple(dict.fromkeys((*known, *added)))


def _notes(estate: Estate, supplement: Supplement, own: dict[str, str]) -> tuple[Wording, ...]:
    needs = [*(s.requires for s in supplement.systems.values()), *(p.requires for p in supplement.products.values())]
    wanted = {name for need in needs for group in groups(need) for name in group}
    unknown = partial(_unknown, supplement.agency)
    lacking = [
        *(unknown("Verfahren", "system", name) for name in supplement.systems if name not in own),
        *(
            unknown("Produkt", "product", p)
            for p in (*supplement.products, *sorted(wanted))
            if p not in estate.products
        ),
        *(
            unknown("Schicht", "layer", entry.layer)
            for entry in supplement.products.values()
            if entry.layer and entry.layer not in _LAYERS
        ),
    ]
    return tuple(dict.fromkeys(lacking))


def _unknown(agency: str, kind_de: str, kind_en: str, name: str) -> Wording:
    german, english = (one_line(text, 200) for text in (f"{kind_de} „{name}“", f"{kind_en} `{name}`"))
    head = _head(agency)
    return Wording(f"{head.de}{german} gibt es hier nicht", f"{head.en}no {english} here")


def _head(agency: str) -> Wording:
    return Wording(f"Ergänzung {agency}: ", f"supplement of {agency}: ")


def of_agency(note: Wording, agency: str) -> bool:
    """Tell whether a note is about one agency's supplement."""
    return note.de.startswith(_head(agency).de)
