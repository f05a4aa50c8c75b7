"""A portfolio of one system with one inventory, as rule cases need it."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from osk_scan.identity import package_name
from osk_scan.model import Component, Context, Inventory, System
from osk_scan.portfolio import InventoryRow, LicenseText, PackageRow, Portfolio
from osk_scan.rule_engine.column import numbered

AGENCY, SYSTEM = "Amt", "Verfahren"


def portfolio_of(inventory: Inventory, context: Context, outbound: str | None) -> Portfolio:
    """Return `inventory` as the only one of a system in this situation."""
    components, edges = inventory.components, inventory.dependencies
    packages, package = numbered([_package(one) for one in components])
    claims, license_codes = numbered([one.declared for one in components] + [one.concluded for one in components])
    names, name_codes = numbered([text for one in components for text in (one.name, one.version, one.vendor)])
    absent = names.index(None) if None in names else -1
    name, version, vendor = np.where(name_codes == absent, -1, name_codes).astype(np.int32).reshape(-1, 3).T
    return Portfolio(
        systems=(System(1, AGENCY, SYSTEM, context, outbound),),
        inventories=(_inventory_row(inventory),),
        packages=tuple(packages),
        names=tuple(text or "" for text in names),
        licenses=tuple(LicenseText(one) for one in claims),
        commercial={row: one.commercial for row, one in enumerate(components) if one.commercial},
        inventory=np.zeros(len(components), dtype=np.int32),
        package=package,
        name=name,
        version=version,
        vendor=vendor,
        declared=license_codes[: len(components)],
        concluded=license_codes[len(components) :],
        kind=_integers(components, lambda one: one.kind),
        scope=_integers(components, lambda one: one.scope),
        is_range=_integers(components, lambda one: one.version_is_range).astype(np.bool_),
        installations=_integers(components, lambda one: one.installations),
        source=_integers(edges, lambda one: one.source),
        target=_integers(edges, lambda one: one.target),
        edge_scope=_integers(edges, lambda one: one.scope),
        edge_relation=_integers(edges, lambda one: one.relation),
        alternatives=_integers(edges, lambda one: one.alternatives),
    )


def _package(component: Component) -> PackageRow:
    name = package_name(component)
    return PackageRow(
        key=name.key,
        stem=name.stem,
        type=name.type,
        name=name.name,
        version=name.version,
        vendor=component.vendor,
        identifiers=component.identifiers,
    )


def _inventory_row(inventory: Inventory) -> InventoryRow:
    return InventoryRow(
        id=1,
        system=0,
        source="Fall",
        format=inventory.format,
        document="case.json",
        sha256="",
        edges_known=inventory.edges_known,
        dangling=inventory.dangling,
        first=0,
        size=len(inventory.components),
        subject=-1 if inventory.subject is None else inventory.subject,
    )


def _integers(rows: Sequence[Any], value: Callable[[Any], int]) -> "np.ndarray[Any, np.dtype[np.int32]]":
    return np.array([value(row) for row in rows], dtype=np.int32)
