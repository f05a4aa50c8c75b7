"""An estate after a replacement: installations and requirements rewritten, everything else as it was."""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from osk_scan.errors import InvalidRequest
from osk_scan.sovereignty.estate import AndOr, Estate


class Replacement(Struct, frozen=True):
    """Replace one product by another."""

    product: str
    by: str
    systems: tuple[str, ...] | None = None
    """Ids; None: everywhere."""


def replaced(estate: Estate, change: Replacement) -> Estate:
    """Return `estate` after the change.

    On the systems in scope, installations and requirements move to the new product. Where the old one is then
    installed nowhere any more, whatever still requires it has to make do with the new one too.

    Raises:
        InvalidRequest: a product or system that is not there.
    """
    _check(estate, change)
    scope = frozenset(change.systems if change.systems is not None else (s.id for s in estate.systems))
    old, new = estate.base(change.product), estate.base(change.by)
    moved = tuple(
        replace(i, product=change.by) if i.system in scope and _is(estate, i.product, change.product) else i
        for i in estate.installations
    )
    still = {i.system for i in moved if estate.base(i.product) == old}
    return replace(
        estate,
        installations=moved,
        systems=tuple(
            replace(s, requires=_rewritten(s.requires, old, new))
            if not still or (s.id in scope and s.id not in still)
            else s
            for s in estate.systems
        ),
        products={
            id_: p if still or id_ == new else replace(p, requires=_rewritten(p.requires, old, new))
            for id_, p in estate.products.items()
        },
        own_needs=estate.own_needs if still else _moved_needs(estate, old, new),
    )


def _moved_needs(estate: Estate, old: str, new: str) -> dict[str, dict[str, AndOr]]:
    return {
        agency: {id_: groups if id_ == new else _rewritten(groups, old, new) for id_, groups in needs.items()}
        for agency, needs in estate.own_needs.items()
    }


def touched(estate: Estate, change: Replacement) -> tuple[str, ...]:
    """Return the systems in scope on which the old product is installed, by id."""
    on = {i.system for i in estate.installations if _is(estate, i.product, change.product)}
    return tuple(sorted(on if change.systems is None else on & set(change.systems)))


def _check(estate: Estate, change: Replacement) -> None:
    _known("what-if", "product", (change.product, change.by), estate.products)
    _known("what-if", "system", change.systems or (), estate.system_index)
    if change.product == change.by:
        raise InvalidRequest("what-if", f"`{change.by}` cannot replace itself", "name two products")


def _known(where: str, kind: str, names: Iterable[str], known: Iterable[str]) -> None:
    for name in names:
        if name not in known:
            raise InvalidRequest(where, f"no {kind} `{name}`", f"name a {kind} of the estate or the catalogue")


def _is(estate: Estate, installed: str, named: str) -> bool:
    """Tell whether an installed product is the one that is named, or a release of it."""
    return named in {installed, estate.base(installed)}


def _rewritten(groups: AndOr, old: str, new: str) -> AndOr:
    if all(old not in group for group in groups):
        return groups
    return tuple(tuple(dict.fromkeys(new if member == old else member for member in group)) for group in groups)
