"""What leaves with a product: everything that only it pulls in, seen from an agency's root."""

from osk_scan.sovereignty.dominators import dominated
from osk_scan.sovereignty.requirements import reached
from osk_scan.sovereignty.scope import Scope

_ROOT = ""


def leaves_with(scope: Scope) -> dict[str, tuple[str, ...]]:
    """Return for every product what is reached only through it; releases count as what they are releases of.

    The root leads to what systems require and to what is installed without any other installed product requiring it.
    Installed products that only require each other are all led to as well: none of them is there because of another.
    """
    estate = scope.estate
    installed = {estate.base(id_) for id_ in scope.counts}
    edges = {
        id_: tuple(sorted({n for group in product.requires for n in group}))
        for id_, product in estate.products.items()
        if not product.base
    }
    wanted = {n for system in scope.systems for group in system.requires for n in group}
    pulled_in = {n for id_ in installed for n in edges.get(id_, ())}
    first = wanted | (installed - pulled_in)
    edges[_ROOT] = tuple(sorted(first | (installed - reached(edges, first))))
    return dominated(edges, _ROOT)
