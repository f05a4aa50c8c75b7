"""What is scored at once: the portfolio, an agency or a layer, with its counts."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from osk_scan.sovereignty.estate import Estate, EstateSystem, Holding, Installation, holdings
from osk_scan.sovereignty.radius import Integers

ScopeKind = Literal["portfolio", "agency", "layer"]


@dataclass(frozen=True)
class Scope:
    """Part of an estate."""

    kind: ScopeKind
    name: str
    estate: Estate
    systems: tuple[EstateSystem, ...]
    installations: tuple[Installation, ...]

    @cached_property
    def holdings(self) -> tuple[Holding, ...]:
        """Installations per product, by product id."""
        return holdings(self.estate, self.installations)

    @cached_property
    def rows(self) -> Integers:
        """Positions of the scope's systems in the estate."""
        index = self.estate.system_index
        return np.array([index[s.id] for s in self.systems], dtype=np.int64)

    @cached_property
    def counts(self) -> dict[str, int]:
        """Installations per product."""
        return {h.product.id: h.count for h in self.holdings}

    @cached_property
    def systems_with(self) -> dict[str, frozenset[str]]:
        """Ids of the systems that each product is installed on."""
        found: dict[str, set[str]] = {}
        for installation in self.installations:
            found.setdefault(installation.product, set()).add(installation.system)
        return {product: frozenset(systems) for product, systems in found.items()}


def portfolio(estate: Estate) -> Scope:
    """Return the scope that holds everything."""
    return Scope("portfolio", "", estate, estate.systems, estate.installations)


def scopes(estate: Estate) -> tuple[Scope, ...]:
    """Return the portfolio, then every agency, then every layer, each by name."""
    return (portfolio(estate), *_agencies(estate), *_layers(estate))


def _agencies(estate: Estate) -> list[Scope]:
    systems: dict[str, list[EstateSystem]] = {}
    for system in estate.systems:
        systems.setdefault(system.agency, []).append(system)
    agency_of = {s.id: s.agency for s in estate.systems}
    installed: dict[str, list[Installation]] = {agency: [] for agency in systems}
    for installation in estate.installations:
        installed[agency_of[installation.system]].append(installation)
    return [Scope("agency", a, estate, tuple(systems[a]), tuple(installed[a])) for a in sorted(systems)]


def _layers(estate: Estate) -> list[Scope]:
    installed: dict[str, list[Installation]] = {}
    for installation in estate.installations:
        if layer := estate.layer_of(installation):
            installed.setdefault(layer, []).append(installation)
    found = []
    for layer in sorted(installed):
        on = {i.system for i in installed[layer]}
        systems = tuple(s for s in estate.systems if s.id in on)
        found.append(Scope("layer", layer, estate, systems, tuple(installed[layer])))
    return found
