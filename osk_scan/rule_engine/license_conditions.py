"""What a rule can ask of licenses: one function for each such key of `when`, whose docstring says what it means."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from osk_scan.licenses.contexts import RELATION_NAMES, Provisioning
from osk_scan.rule_engine.column import Column, chosen
from osk_scan.rule_engine.registry import Condition, asking

if TYPE_CHECKING:
    from osk_scan.rule_engine.ground import Ground

    Sets = Column[tuple[str, ...]]

CONDITIONS: dict[str, Condition] = {}
"""Every key of `when` that is about licenses, how components are used, and how they reach others."""

CONTRACT_ENDS_SOON = timedelta(days=180)
"""Half a year: a tender above the EU thresholds takes about that long."""

_asks = asking(CONDITIONS)


@_asks(
    "component", "expression", "ambiguous", "proprietary", "source-available", "public-domain", "file-ref", "none",
    "noassertion", "unreadable", "missing", "catalogued", about_license=True,
)  # fmt: skip
def license_class(ground: Ground) -> Sets:
    """How the license claims read; `catalogued` where they say nothing but the catalogue knows the license class."""
    return ground.licensing.with_catalogue(ground.facts, lambda one: one.license_class, lambda _: ("catalogued",))


@_asks("component", "some", "none", about_license=True)
def document_licenses(ground: Ground) -> Sets:
    """Whether its document states a license for any part; lock files usually do for their subject at most."""
    inventory = ground.portfolio.inventory
    speaking = np.zeros(len(ground.portfolio.inventories), dtype=np.bool_)
    speaking[inventory[~ground.licensing.silent & ~ground.subjects]] = True
    return chosen(speaking[inventory], "some", "none")


@_asks("component", "A", "B", "C", "D", "E", "U", about_license=True)
def openness(ground: Ground) -> Sets:
    """The openness tier of the license; where the claims say nothing, as the catalogue's license class has it.

    A OSI-approved, B FSF-libre or DFSG, C permissive or copyleft but unreviewed, D source-available or restricted,
    E proprietary, U unknown.
    """
    tiers = {"source_available": "D", "proprietary": "E"}
    return ground.licensing.with_catalogue(
        ground.facts, lambda one: one.openness, lambda classes: tuple(tiers.get(one, "A") for one in classes)
    )


@_asks("component", "none", "file", "module-library", "strong", "network", "unknown", about_license=True)
def copyleft(ground: Ground) -> Sets:
    """How far the license's copyleft reaches; of OR the arm that asks least, of AND the part that asks most."""
    return ground.licensing.copyleft


@_asks("component", "compatible", "depends", "unknown", "incompatible", "not-asked", about_license=True)
def verdict(ground: Ground) -> Sets:
    """Whether the system may carry its outbound license, given the component.

    `not-asked`: the system has no outbound license, or does not need the component to run.
    """
    judgement = ground.licensing.judgement
    return Column(judgement.codes, tuple((one.answer,) for one in judgement.values))


@_asks("component", "closed", "stricter", "looser", "opened", "no", about_license=True)
def relicensed(ground: Ground) -> Sets:
    """Whether the terms of the package changed, between versions in the portfolio or since the inventory before.

    `closed`: from open to restricted or proprietary; `stricter`: its copyleft reaches further; and the other way round.
    """
    changed = ground.relicensing
    return Column(changed.codes, tuple((one.direction if one else "no",) for one in changed.values))


@_asks("component", "fits", "clashes", "clashes-if-handed-on", "unknown", about_license=True)
def in_one_work(ground: Ground) -> Sets:
    """Whether it can be in one distributed work with the other components, whatever that work's license is.

    Of two that cannot, the license with fewer components clashes; `fits` as well where nothing is distributed, and
    where the claim is ambiguous: what that leaves open under the outbound license, `verdict` tells; `unknown` where the
    work has more different licenses than are compared or searched through.
    """
    names = ("fits", "clashes", "clashes-if-handed-on", "unknown")
    clashing = ground.licensing.clashing
    told = np.array([0 if one is None else 1 + one.if_handed_on for one in clashing.values], dtype=np.int32)
    codes = np.where(ground.licensing.left_out, names.index("unknown"), told[clashing.codes])
    return Column(codes.astype(np.int32), tuple((name,) for name in names))


@_asks("component", *RELATION_NAMES)
def relation(ground: Ground) -> Sets:
    """How the system uses it, as the document states or as is usual for its type."""
    used = ground.licensing.relation
    return Column(used.codes, tuple((name,) for name in RELATION_NAMES))


@_asks("component", *(str(one) for one in Provisioning))
def provisioning(ground: Ground) -> Sets:
    """How it reaches others: not at all, as a service over a network, handed on as `binary`, or published as `source`.

    `unknown`: the system is hosted, and nobody has said whether it stays on the server or is sent to browsers.
    """
    ways = ground.licensing.provisioning
    return Column(ways.codes, tuple((str(one),) for one in ways.values))


@_asks("component", "none", "undated", "running", "expires-soon", "expired", about_license=True)
def commercial(ground: Ground) -> Sets:
    """Where the commercial license stands at the as-of date; `expires-soon`: within 180 days."""
    states = ("none", "undated", "running", "expires-soon", "expired")
    codes = np.zeros(ground.portfolio.size, dtype=np.int32)
    for row, until in ground.contract_ends.items():
        codes[row] = 1 if until is None else 2 + (until < ground.as_of + CONTRACT_ENDS_SOON) + (until < ground.as_of)
    return Column(codes, tuple((state,) for state in states))
