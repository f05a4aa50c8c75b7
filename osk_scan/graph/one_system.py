"""The requires-graph of one system, for people who ask why something is there and what leaves with it."""

from __future__ import annotations

from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from osk_scan.graph.bulk import edge_matrix, find_roots, strong_components

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from osk_scan.portfolio import Integers, Portfolio

    Graph = nx.DiGraph[int]

ABOVE = -1
"""The node above all roots: the system itself. Components are numbered from 0."""
PATHS_CAP = 100
"""Most paths that are looked for; a graph of a few dozen nodes can have millions."""
DETOURS_UP_TO = 100
"""Depth beyond which only one shortest path is given: each step on it costs another search for the second."""


class SystemGraph:
    """Components by number, and which needs which; sources of a system lie beside each other under one node above.

    Nothing is ever unfolded into a tree, and nothing recurses: cycles and chains of any length are fine.
    """

    def __init__(self, components: Iterable[int], edges: Iterable[tuple[int, int]], roots: Iterable[int]) -> None:
        self.graph: Graph = nx.DiGraph()
        self.graph.add_node(ABOVE)
        self.graph.add_nodes_from(components)
        self.graph.add_edges_from(edges)
        self.roots = tuple(roots)
        self.graph.add_edges_from((ABOVE, root) for root in self.roots)

    @cached_property
    def depth(self) -> dict[int, int]:
        """Edges from the nearest root, for what is reached: 0 for roots, 1 for direct dependencies."""
        lengths = nx.single_source_shortest_path_length(self.graph, ABOVE)
        return {node: length - 1 for node, length in sorted(lengths.items()) if node != ABOVE}

    def paths(self, component: int, most: int = 3) -> tuple[tuple[int, ...], ...]:
        """Return up to `most` shortest paths from a root to the component, both ends included, without loops.

        Shape: sorted by (length, numbers) among those of one length that were found; empty where it is not reached.
        Source: Yen 1971 (k shortest loopless paths), as networkx has it.
        """
        if component not in self.depth:
            return ()
        found = self._shortest(component)
        wanted = min(most, PATHS_CAP) if self.depth[component] <= DETOURS_UP_TO else 1
        return tuple(sorted((tuple(path[1:]) for path in islice(found, wanted)), key=lambda path: (len(path), path)))

    def exclusive_dependents(self, component: int) -> tuple[int, ...]:
        """Return what is there only because of the component and leaves with it: all that it dominates.

        Source: Cooper, Harvey and Kennedy 2001 (immediate dominators), as networkx has it.
        """
        return tuple(sorted(nx.descendants(self._dominator_tree, component))) if component in self.depth else ()

    def _shortest(self, component: int) -> Iterator[list[int]]:
        """Yield paths from the node above; Yen's search runs only on what can lie on such a path."""
        between = nx.ancestors(self.graph, component) | {component}
        part = self.graph.subgraph(between & {ABOVE, *self.depth})
        return nx.shortest_simple_paths(part, ABOVE, component)

    @cached_property
    def _dominator_tree(self) -> Graph:
        immediate = nx.immediate_dominators(self.graph, ABOVE)
        tree: Graph = nx.DiGraph()
        tree.add_nodes_from(immediate)
        tree.add_edges_from((above, node) for node, above in immediate.items() if above is not None and above != node)
        return tree


def of_system(portfolio: Portfolio, system: int) -> SystemGraph:
    """Return the graph of one system (index into `systems`), all of its sources; components by row."""
    rows = portfolio.rows_of(system)
    inner = (portfolio.source >= rows.start) & (portfolio.source < rows.stop)
    source, target = portfolio.source[inner] - rows.start, portfolio.target[inner] - rows.start
    own = [at for at, row in enumerate(portfolio.inventories) if row.system == system]
    inventory = np.searchsorted(own, portfolio.inventory[rows.start : rows.stop]).astype(np.int32)
    stated = [portfolio.inventories[at].subject for at in own]
    subject = np.array([at - rows.start if at >= 0 else -1 for at in stated], dtype=np.int32)
    return _linked(rows.start, source, target, inventory, subject)


def _linked(first: int, source: Integers, target: Integers, inventory: Integers, subject: Integers) -> SystemGraph:
    """Return the graph of components from 0, renumbered to start at `first`."""
    strong = strong_components(edge_matrix(len(inventory), source, target))
    roots = np.flatnonzero(find_roots(strong, source, target, inventory, subject)) + first
    edges = zip((source + first).tolist(), (target + first).tolist(), strict=True)
    return SystemGraph(range(first, first + len(inventory)), edges, roots.tolist())
