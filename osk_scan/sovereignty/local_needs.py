"""What products need on the machine they run on: a choice between operating systems is settled by what is installed.

PostgreSQL runs on Debian or on Windows Server. On a system that lists Debian and no Windows Server it runs on Debian:
there the failure of Windows Server does not reach it, and that of Debian stops it; so does that of Rocky Linux where
it runs on that, though nobody listed it as possible. Other choices stay open, for a database or a directory may well
run on another machine; so does this one where a system lists no operating system.
"""

from collections.abc import Iterable

from osk_scan.sovereignty.estate import AndOr, Estate, EstateSystem


class LocalNeeds:
    """Stand-ins for products on machines that settle one of their choices, alike machines sharing them."""

    def __init__(self, estate: Estate) -> None:
        self._estate = estate
        self._installed: dict[str, set[str]] = {}
        for installation in estate.installations:
            self._installed.setdefault(installation.system, set()).add(estate.base(installation.product))
        self._with_choice = _with_choice(estate)
        self.requires: dict[str, AndOr] = {}
        """What each stand-in needs."""
        self.stand_ins: dict[str, list[str]] = {}
        """The stand-ins of each product."""

    def of_system(self, system: EstateSystem) -> AndOr:
        """Return what `system` needs, stand-ins in place of the products that it has installed itself."""
        installed = self._installed.get(system.id, set())
        own = frozenset(installed & (self._with_choice | self._estate.operating_systems))
        if own.isdisjoint(self._with_choice) or own.isdisjoint(self._estate.operating_systems):
            return system.requires
        return self._settled(system.requires, own)

    def _settled(self, groups: AndOr, own: frozenset[str]) -> AndOr:
        machine = own & self._estate.operating_systems
        found = (self._choice(group, machine) for group in groups)
        return tuple(tuple(self._stand_in(member, own) for member in group) for group in found)

    def _choice(self, group: tuple[str, ...], machine: frozenset[str]) -> tuple[str, ...]:
        """Return which of a choice the machine has; where it has none of those listed, it runs on what it has."""
        if not _is_choice(self._estate, group):
            return group
        return tuple(member for member in group if member in machine) or tuple(sorted(machine))

    def _stand_in(self, product: str, own: frozenset[str]) -> str:
        """Return the stand-in of an installed product, made with all that it leads to; another product as it is."""
        if product not in own or product not in self._with_choice:
            return product
        name = _name(product, own)
        pending = [product]
        while pending:
            made = pending.pop()
            if _name(made, own) not in self.requires:
                self.stand_ins.setdefault(made, []).append(_name(made, own))
                requires = self._estate.products[made].requires
                self.requires[_name(made, own)] = self._named(requires, own)
                pending += sorted({n for group in requires for n in group} & own & self._with_choice)
        return name

    def _named(self, groups: AndOr, own: frozenset[str]) -> AndOr:
        machine = own & self._estate.operating_systems
        return tuple(
            tuple(_name(m, own) if m in own and m in self._with_choice else m for m in self._choice(group, machine))
            for group in groups
        )


def _name(product: str, own: Iterable[str]) -> str:
    return "\0".join((product, *sorted(own)))


def _with_choice(estate: Estate) -> frozenset[str]:
    """Return the products that need one of several operating systems, and those that need such a product."""
    found = {id_ for id_, p in estate.products.items() if any(_is_choice(estate, group) for group in p.requires)}
    needed_by: dict[str, list[str]] = {}
    for id_, product in estate.products.items():
        for needed in {n for group in product.requires for n in group}:
            needed_by.setdefault(needed, []).append(id_)
    pending = sorted(found)
    while pending:
        for id_ in needed_by.get(pending.pop(), ()):
            if id_ not in found:
                found.add(id_)
                pending.append(id_)
    return frozenset(found)


def _is_choice(estate: Estate, group: tuple[str, ...]) -> bool:
    return len(group) > 1 and estate.operating_systems.issuperset(group)
