"""Tell how much of an inventory the catalogue knows: by which rule, and what it does not know, most frequent first."""

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from osk_scan.catalogue.catalogue import Catalogue
from osk_scan.portfolio import PackageRow


class Tally(Struct, frozen=True):
    """How many packages and installations stand behind one label."""

    label: str
    packages: int
    installations: int


class Unmatched(Struct, frozen=True):
    """Software that the catalogue does not know."""

    name: str
    vendor: str | None
    installations: int


class Coverage(Struct, frozen=True):
    """What the catalogue knows of an inventory. installations = matched + folded + unmatched."""

    installations: int
    matched: int
    """Installations of catalogued products."""
    folded: int
    """Installations of parts: they have no weight of their own."""
    rules: tuple[Tally, ...]
    """By the rule that matched, most installations first."""
    products: tuple[Tally, ...]
    unmatched: tuple[Unmatched, ...]


def coverage(packages: Iterable[tuple[PackageRow, int]], catalogue: Catalogue) -> Coverage:
    """Return what `catalogue` knows of packages, each given with its number of installations."""
    rules, products = _Ledger(), _Ledger()
    unmatched: Counter[tuple[str, str | None]] = Counter()
    total = folded = 0
    for package, installations in packages:
        total += installations
        match = catalogue.match(package)
        if match and not match.part:
            rules.add(match.rule, installations)
            products.add(match.product, installations)
        elif match or catalogue.part(package.name, package.vendor):
            folded += installations
        else:
            unmatched[package.name, package.vendor] += installations
    return Coverage(
        installations=total,
        matched=total - folded - unmatched.total(),
        folded=folded,
        rules=rules.tallies(),
        products=products.tallies(),
        unmatched=tuple(
            Unmatched(name, vendor, count)
            for (name, vendor), count in sorted(
                unmatched.items(), key=lambda item: (-item[1], item[0][0], item[0][1] or "")
            )
        ),
    )


class _Ledger:
    def __init__(self) -> None:
        self._packages: Counter[str] = Counter()
        self._installations: Counter[str] = Counter()

    def add(self, label: str, installations: int) -> None:
        """Count one package."""
        self._packages[label] += 1
        self._installations[label] += installations

    def tallies(self) -> tuple[Tally, ...]:
        """Return the labels, most installations first."""
        ordered = sorted(self._installations.items(), key=lambda item: (-item[1], item[0]))
        return tuple(Tally(label, self._packages[label], count) for label, count in ordered)
