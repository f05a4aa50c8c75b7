"""What leaves with a product: everything that only it pulls in, seen from an agency's root."""

from osk_scan.sovereignty.dominators import dominated
from osk_scan.sovereignty.scope import Scope

_ROOT = ""


def leaves_with(scope: Scope) -> dict[str, tuple[str, ...]]:
    """Return for every product what is reached only through it.

    The root leads to what systems require and to what is installed without any other installed product requiring it.
    """
    products = scope.estate.products
    installed = tuple(sorted(scope.counts))
    edges = {id_: tuple(sorted({n for group in product.requires for n in group})) for id_, product in products.items()}
    wanted = {n for system in scope.systems for group in system.requires for n in group}
    pulled_in = {n for id_ in installed for n in edges[id_]}
    edges[_ROOT] = tuple(sorted(wanted | {id_ for id_ in installed if id_ not in pulled_in}))
    return dominated(edges, _ROOT)
