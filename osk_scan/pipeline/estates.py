"""Make the estate behind an assessment again, to ask it more than its scores say."""

from difflib import get_close_matches

from msgspec.structs import replace

from osk_scan.catalogue import Catalogue
from osk_scan.errors import InvalidRequest
from osk_scan.pipeline.assess import read_supplements
from osk_scan.pipeline.cataloguing import match_name
from osk_scan.pipeline.counting import counted
from osk_scan.pipeline.policy import Policy
from osk_scan.pipeline.stating import sboms
from osk_scan.portfolio import Basis
from osk_scan.sovereignty.adapting import estate_of
from osk_scan.sovereignty.estate import Estate, EstateSystem
from osk_scan.store.assessments import Assessment
from osk_scan.store.database import Database


def estate_of_basis(db: Database, policy: Policy, basis: Basis) -> Estate:
    """Return who runs what by the inventories and supplements of `basis`, with today's catalogue."""
    portfolio = counted(db, basis)
    matches = tuple(policy.catalogue.match(package) for package in portfolio.packages)
    added = read_supplements(db, basis)
    return estate_of(portfolio, matches, policy.catalogue, policy.method, added, sboms(db, basis))


def estate_behind(db: Database, policy: Policy, assessment: Assessment, agency: str | None = None) -> Estate:
    """Return the estate of an assessment, or the part of it that is one agency's.

    Raises:
        InvalidRequest: where the agency has no systems in it.
    """
    whole = estate_of_basis(db, policy, assessment.basis)
    return whole if agency is None else of_agency(whole, agency)


def of_agency(estate: Estate, agency: str) -> Estate:
    """Return the part of an estate that one agency runs."""
    systems = tuple(system for system in estate.systems if system.agency == agency)
    if not systems:
        there = ", ".join(sorted({system.agency for system in estate.systems})) or "none"
        raise InvalidRequest(f"agency {agency}", "it has no systems in this assessment", f"there are: {there}")
    return _of_systems(estate, systems)


def of_system(estate: Estate, id_: str) -> Estate:
    """Return the part of an estate that is one system, or nothing where it does not have it."""
    return _of_systems(estate, tuple(system for system in estate.systems if system.id == id_))


def _of_systems(estate: Estate, systems: tuple[EstateSystem, ...]) -> Estate:
    own = frozenset(system.id for system in systems)
    installed = tuple(installation for installation in estate.installations if installation.system in own)
    documents = tuple(sbom for sbom in estate.sboms if sbom.system in own)
    return replace(estate, systems=systems, installations=installed, sboms=documents)


def product_meant(estate: Estate, catalogue: Catalogue, text: str) -> str:
    """Return the id of the product that `text` means: its id, its name, or how an inventory writes it.

    Raises:
        InvalidRequest: naming what comes near.
    """
    if text in estate.products:
        return text
    by_name = {product.name.casefold(): id_ for id_, product in estate.products.items()}
    found = by_name.get(text.casefold()) or match_name(catalogue, text).product
    if found is None:
        near = get_close_matches(text.casefold(), sorted(by_name), 3)
        perhaps = f"perhaps {', '.join(estate.products[by_name[name]].name for name in near)}; " if near else ""
        raise InvalidRequest(f"product {text}", "there is none of this name", f"{perhaps}see `osk-scan catalogue list`")
    return found


def system_meant(estate: Estate, text: str) -> str:
    """Return the id of the system that `text` means: `Agency/System`, or the name alone where only one has it.

    Raises:
        InvalidRequest: where none or several have it.
    """
    if text in estate.system_index:
        return text
    found = [system.id for system in estate.systems if system.name == text]
    if len(found) == 1:
        return found[0]
    advice = f"write one of {', '.join(found)}" if found else "take one from `osk-scan receipts`"
    raise InvalidRequest(f"system {text}", "several have this name" if found else "there is no such system", advice)
