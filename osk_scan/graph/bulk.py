"""The requires-graph of the whole portfolio on integer arrays: roots, depth, cycles, what is not reached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from osk_scan.model import Relation, Scope

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from osk_scan.portfolio import Flags, Integers, Portfolio

NOT_NEEDED_TO_RUN = (Scope.DEVELOPMENT, Scope.TEST, Scope.BUILD, Scope.EXCLUDED)
_TOOLS = (Relation.BUILD_TOOL, Relation.TEST)


@dataclass(frozen=True)
class PortfolioGraph:
    """Columns over all components of a portfolio; inventories are never linked with each other."""

    root: Flags
    """Where the reading starts: the inventory's subject, or what nothing else needs."""
    edges_known: Flags
    """Whether the component's inventory says anything of dependencies."""
    parent: Integers
    """The row it is reached from on a shortest path; -1 for roots and for what is not reached."""
    depth: Integers
    """Edges from the nearest root: 0 for roots, 1 for direct dependencies, -1 for what is not reached."""
    cycle: Integers
    """Number of its strongly connected component, if that has several members, else -1."""
    operation: Flags
    """Whether it is needed to run: neither marked as, nor only reached through, development, test or build."""


def link(portfolio: Portfolio) -> PortfolioGraph:
    """Return the graph of `portfolio`; linear in components and dependencies, whatever their shape."""
    edges = edge_matrix(portfolio.size, portfolio.source, portfolio.target)
    strong = strong_components(edges)
    subject = np.array([row.subject for row in portfolio.inventories], dtype=np.int32)
    root = find_roots(strong, portfolio.source, portfolio.target, portfolio.inventory, subject)
    parent, depth = _breadth_first(edges, root)
    return PortfolioGraph(
        root=root,
        edges_known=_edges_known(portfolio),
        parent=parent,
        depth=depth,
        cycle=_cycles(strong),
        operation=_needed_to_run(portfolio, subject, root, depth >= 0),
    )


def edge_matrix(size: int, source: Integers, target: Integers) -> csr_array[np.int8]:
    """Return the edges as a matrix; parallel edges (several scopes) become one."""
    from scipy.sparse import csr_array  # only here, where there is something to link: it takes half a second

    matrix = csr_array((np.ones(len(source), dtype=np.int8), (source, target)), shape=(size, size))
    matrix.sum_duplicates()
    matrix.data[:] = 1
    return matrix


def strong_components(edges: csr_array[np.int8]) -> Integers:
    """Return per component the number of its strongly connected component."""
    from scipy.sparse.csgraph import connected_components

    if edges.shape[0] == 0:
        return np.zeros(0, dtype=np.int32)
    _, label = connected_components(edges, directed=True, connection="strong")
    return label.astype(np.int32)


def _cycles(strong: Integers) -> Integers:
    members = np.bincount(strong)
    return np.where(members[strong] > 1, strong, -1).astype(np.int32)


def _edges_known(portfolio: Portfolio) -> Flags:
    return np.array([row.edges_known for row in portfolio.inventories], dtype=np.bool_)[portfolio.inventory]


def find_roots(strong: Integers, source: Integers, target: Integers, inventory: Integers, subject: Integers) -> Flags:
    """Return where reading starts: an inventory's subject that has dependencies; else what nothing needs.

    Generators that list components but no dependencies of the subject would otherwise make everything unreachable.

    Args:
        strong: per component, the number of its strongly connected component.
        source: per dependency, the component that needs.
        target: per dependency, the component that is needed.
        inventory: per component, its inventory.
        subject: per inventory, the component that it is about, or -1.
    """
    needs = np.zeros(len(strong), dtype=np.bool_)
    needs[source] = True
    stated = subject >= 0
    speaks = stated.copy()
    speaks[stated] = needs[subject[stated]]
    root = _sources(strong, source, target) & ~speaks[inventory]
    root[subject[stated]] = True
    return root


def _sources(strong: Integers, source: Integers, target: Integers) -> Flags:
    """Return the first row of every strongly connected component that nothing outside of it needs."""
    groups = int(strong.max(initial=-1)) + 1
    needed = np.zeros(groups, dtype=np.bool_)
    needed[strong[target][strong[source] != strong[target]]] = True
    _, first = np.unique(strong, return_index=True)
    sources = np.zeros(len(strong), dtype=np.bool_)
    sources[first[~needed]] = True
    return sources


def _breadth_first(edges: csr_array[np.int8], root: Flags) -> tuple[Integers, Integers]:
    """Return parent and depth of every component, as seen from one node above all roots."""
    from scipy.sparse.csgraph import breadth_first_order

    size = len(root)
    above = _with_node_above(edges, root)
    order, found = breadth_first_order(above, size, directed=True, return_predecessors=True)
    parent = np.where((found[:size] < 0) | (found[:size] == size), -1, found[:size]).astype(np.int32)
    reached = np.zeros(size + 1, dtype=np.bool_)
    reached[order] = True
    return parent, np.where(reached[:size], _distance_to_root(parent), -1).astype(np.int32)


def _with_node_above(edges: csr_array[np.int8], root: Flags) -> csr_array[np.int8]:
    """Return the matrix with one more row, last, that needs every root."""
    from scipy.sparse import csr_array

    roots = np.flatnonzero(root).astype(edges.indices.dtype)
    indices = np.concatenate([edges.indices, roots])
    indptr = np.concatenate([edges.indptr, [len(indices)]])
    size = len(root) + 1
    return csr_array((np.ones(len(indices), dtype=np.int8), indices, indptr), shape=(size, size))


def _distance_to_root(parent: Integers) -> Integers:
    """Return how many steps lead up to where `parent` ends, by doubling the steps: deep chains cost nothing extra."""
    ancestor = parent.copy()
    distance = (parent >= 0).astype(np.int32)
    while True:
        climbing = np.flatnonzero(ancestor >= 0)
        if not len(climbing):
            return distance
        above = ancestor[climbing]
        distance[climbing] += distance[above]
        ancestor[climbing] = ancestor[above]


def _needed_to_run(portfolio: Portfolio, subject: Integers, root: Flags, reached: Flags) -> Flags:
    """Return what is needed to run: not excused by its own scope, nor reached through excused edges only.

    A subject is never excused: what the document is about cannot make all of it a development dependency.
    """
    excused = np.isin(portfolio.scope, NOT_NEEDED_TO_RUN)
    excused[subject[subject >= 0]] = False
    runs = ~np.isin(portfolio.edge_scope, NOT_NEEDED_TO_RUN) & ~np.isin(portfolio.edge_relation, _TOOLS)
    runs &= ~excused[portfolio.source] & ~excused[portfolio.target]
    if not excused.any() and runs.all():
        return ~excused
    edges = edge_matrix(portfolio.size, portfolio.source[runs], portfolio.target[runs])
    _, depth = _breadth_first(edges, root & ~excused)
    return ~excused & ((depth >= 0) | ~reached)
