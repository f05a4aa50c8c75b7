"""Exit hints: the open alternatives to a product, first those that an agency of the portfolio already runs."""

from collections.abc import Iterable, Sequence

from osk_scan.score import ExitHint
from osk_scan.sovereignty.estate import Estate, Exit, ProductFacts


class ExitHints:
    """Finds a product's alternatives in one estate."""

    def __init__(self, estate: Estate) -> None:
        self._estate = estate
        agency_of = {system.id: system.agency for system in estate.systems}
        self._users: dict[tuple[str, str | None], set[str]] = {}
        for installation in estate.installations:
            key = estate.base(installation.product), estate.layer_of(installation)
            self._users.setdefault(key, set()).add(agency_of[installation.system])

    def __call__(self, product: ProductFacts) -> tuple[ExitHint, ...]:
        """Return the alternatives to `product`, each once, those that most agencies run first."""
        by_product: dict[str, list[Exit]] = {}
        for exit_ in product.exits:
            by_product.setdefault(exit_.product, []).append(exit_)
        found = [self._hint(exits, product.layer) for exits in by_product.values()]
        return ranked(found)

    def _hint(self, exits: Sequence[Exit], layer: str | None) -> ExitHint:
        """Return one alternative with all that is documented of it."""
        bodies = tuple(dict.fromkeys(exit_.used_by for exit_ in exits if exit_.used_by))
        sources = dict.fromkeys(source for exit_ in exits for source in exit_.sources)
        return ExitHint(
            product=exits[0].product,
            used_by=tuple(sorted(self._users.get((exits[0].product, layer), ()))),
            evidence=(*bodies, *sources),
            name=_name(self._estate, exits[0]),
            documented=bodies,
        )


def ranked(hints: Iterable[ExitHint]) -> tuple[ExitHint, ...]:
    """Return ways out, those first that most of the agencies named run, then by product.

    Whoever takes names away ranks again, for the old order would still tell of them.
    """
    return tuple(sorted(hints, key=lambda hint: (-len(hint.used_by), hint.product)))


def _name(estate: Estate, exit_: Exit) -> str:
    installed = estate.products.get(exit_.product)
    return installed.name if installed else exit_.name or exit_.product
