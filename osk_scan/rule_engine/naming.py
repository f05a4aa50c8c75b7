"""How findings name a component: its path from the root, its license in three columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from osk_scan.finding import FindingComponent, FindingLicense

if TYPE_CHECKING:
    import numpy as np

    from osk_scan.portfolio import Integers, Portfolio

PATH_CAP = 50
"""Longest path that a finding carries; the ends stay, the middle of a longer one is left out with a mark."""


def path_to(parent: Integers, portfolio: Portfolio, row: int) -> tuple[str, ...]:
    """Return names and versions on a shortest path from the root to the component, both ends included."""
    labels: list[str] = []
    while row >= 0:
        labels.append(_label(portfolio, row))
        row = int(parent[row])
    labels.reverse()
    half = PATH_CAP // 2
    return tuple(labels if len(labels) <= PATH_CAP else [*labels[:half], "…", *labels[-half:]])


def _label(portfolio: Portfolio, row: int) -> str:
    name, version = portfolio.names[portfolio.name[row]], name_at(portfolio.names, portfolio.version[row])
    return f"{name}@{version}" if version else name


def component_of(portfolio: Portfolio, row: int) -> FindingComponent:
    """Return the component at `row` as findings name it."""
    package = portfolio.packages[portfolio.package[row]]
    return FindingComponent(
        name=portfolio.names[portfolio.name[row]],
        version=name_at(portfolio.names, portfolio.version[row]),
        purl=package.key if package.key.startswith("pkg:") else None,
    )


def license_of(portfolio: Portfolio, row: int, chosen: str | None) -> FindingLicense:
    """Return the license of the component at `row` in its three columns."""
    declared, concluded = (portfolio.licenses[column[row]] for column in (portfolio.declared, portfolio.concluded))
    return FindingLicense(declared=_told(declared.claims), concluded=_told(concluded.claims), chosen=chosen)


def _told(claims: tuple[str, ...] | None) -> str | None:
    """Return the claims as one text: all of them apply; the empty list says that there is none."""
    if claims is None or len(claims) == 1:
        return claims and claims[0]
    return " AND ".join(f"({claim})" if " " in claim else claim for claim in claims) or "NONE"


def name_at(names: tuple[str, ...], index: int | np.int32) -> str | None:
    """Return the name at `index`, or None where that is -1."""
    return names[index] if index >= 0 else None
