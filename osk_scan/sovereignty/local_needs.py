"""What products need on the machine they run on, and at the agency that runs them.

PostgreSQL runs on Debian or on Windows Server. On a system that lists Debian and no Windows Server it runs on Debian:
there the failure of Windows Server does not reach it, and that of Debian stops it; so does that of Rocky Linux where
it runs on that, though nobody listed it as possible. Other choices stay open, for a database or a directory may well
run on another machine; so does this one where a system lists no operating system. What an agency says its products
need beyond that, they need on its own systems only.
"""

from collections.abc import Iterable

from msgspec import Struct

from osk_scan.sovereignty.estate import AndOr, Estate, EstateSystem
from osk_scan.sovereignty.requirements import reached


class _Place(Struct, frozen=True):
    """What sets a system apart; those that are alike share their stand-ins."""

    agency: str
    """Empty where it has no needs of its own."""
    installed: tuple[str, ...]
    """What needs a choice of operating systems, and these, sorted; empty where nothing does."""
    machine: tuple[str, ...]
    """The operating systems installed."""
    local: frozenset[str]
    """Products that are not the same here as elsewhere."""

    def name(self, product: str) -> str:
        """Return the node that stands for `product` here."""
        return "\0".join((product, self.agency, *self.installed)) if product in self.local else product


class LocalNeeds:
    """Stand-ins for products where machine or agency make them need something else than elsewhere."""

    def __init__(self, estate: Estate) -> None:
        self._estate = estate
        self._installed: dict[str, set[str]] = {}
        for installation in estate.installations:
            self._installed.setdefault(installation.system, set()).add(estate.base(installation.product))
        needed_by = _needed_by(estate)
        choosing = (id_ for id_, p in estate.products.items() if any(_is_choice(estate, g) for g in p.requires))
        self._with_choice = reached(needed_by, choosing)
        self._at_agency = {agency: reached(needed_by, needs) for agency, needs in estate.own_needs.items()}
        self.requires: dict[str, AndOr] = {}
        """What each stand-in needs."""
        self.stand_ins: dict[str, list[str]] = {}
        """The stand-ins of each product."""

    def of_system(self, system: EstateSystem) -> AndOr:
        """Return what `system` needs, stand-ins in place of the products that are not the same there."""
        place = self._place(system)
        self._make({member for group in system.requires for member in group}, place)
        return self._settled(system.requires, place, place.machine)

    def _place(self, system: EstateSystem) -> _Place:
        installed = self._installed.get(system.id, set())
        machine = installed & self._estate.operating_systems
        choosing = installed & self._with_choice if machine else set()
        at_agency = self._at_agency.get(system.agency, frozenset())
        return _Place(
            system.agency if at_agency else "",
            tuple(sorted(choosing | machine)) if choosing else (),
            tuple(sorted(machine)),
            at_agency | choosing,
        )

    def _settled(self, groups: AndOr, place: _Place, machine: tuple[str, ...]) -> AndOr:
        """Return requirements as they are at a place, those of operating systems settled by `machine`."""
        return tuple(tuple(place.name(member) for member in self._choice(group, machine)) for group in groups)

    def _choice(self, group: tuple[str, ...], machine: tuple[str, ...]) -> tuple[str, ...]:
        """Return which of a choice the machine has; where it has none of those listed, it runs on what it has."""
        if not (machine and _is_choice(self._estate, group)):
            return group
        return tuple(member for member in group if member in machine) or machine

    def _make(self, products: Iterable[str], place: _Place) -> None:
        """Make the stand-ins of `products` at a place, with all that they lead to."""
        pending = sorted(set(products) & place.local)
        while pending:
            made = pending.pop()
            if place.name(made) not in self.requires:
                self.stand_ins.setdefault(made, []).append(place.name(made))
                own = self._estate.own_needs.get(place.agency, {}).get(made, ())
                requires = (*self._estate.needs_everywhere(made), *own)
                machine = place.machine if made in place.installed else ()
                self.requires[place.name(made)] = self._settled(requires, place, machine)
                pending += sorted({member for group in requires for member in group} & place.local)


def _needed_by(estate: Estate) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for id_, product in estate.products.items():
        for needed in {n for group in product.requires for n in group}:
            found.setdefault(needed, []).append(id_)
    return found


def _is_choice(estate: Estate, group: tuple[str, ...]) -> bool:
    return len(group) > 1 and estate.operating_systems.issuperset(group)
