"""Exit hints: the open alternatives to a product, first those that an agency of the portfolio already runs."""

from collections.abc import Callable

from osk_scan.score import ExitHint
from osk_scan.sovereignty.estate import Estate, Exit, ProductFacts


def exit_hints(estate: Estate) -> Callable[[ProductFacts], tuple[ExitHint, ...]]:
    """Return the function that finds a product's alternatives in `estate`."""
    agency_of = {system.id: system.agency for system in estate.systems}
    users: dict[tuple[str, str | None], set[str]] = {}
    for installation in estate.installations:
        key = estate.base(installation.product), estate.layer_of(installation)
        users.setdefault(key, set()).add(agency_of[installation.system])

    def hints(product: ProductFacts) -> tuple[ExitHint, ...]:
        found = [
            ExitHint(
                exit_.product,
                tuple(sorted(users.get((exit_.product, product.layer), ()))),
                (*((exit_.used_by,) if exit_.used_by else ()), *exit_.sources),
                _name(estate, exit_),
            )
            for exit_ in product.exits
        ]
        return tuple(sorted(found, key=lambda hint: (not hint.used_by, -len(hint.used_by), hint.product)))

    return hints


def _name(estate: Estate, exit_: Exit) -> str:
    installed = estate.products.get(exit_.product)
    return installed.name if installed else exit_.name or exit_.product
