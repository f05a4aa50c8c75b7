"""Exit hints: the open alternatives to a product, first those that an agency of the portfolio already runs."""

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
        """Return the alternatives to `product`, those that most agencies run first."""
        found = [
            ExitHint(
                exit_.product,
                tuple(sorted(self._users.get((exit_.product, product.layer), ()))),
                (*((exit_.used_by,) if exit_.used_by else ()), *exit_.sources),
                _name(self._estate, exit_),
            )
            for exit_ in product.exits
        ]
        return tuple(sorted(found, key=lambda hint: (not hint.used_by, -len(hint.used_by), hint.product)))


def _name(estate: Estate, exit_: Exit) -> str:
    installed = estate.products.get(exit_.product)
    return installed.name if installed else exit_.name or exit_.product
