from dataclasses import replace

import networkx as nx
import numpy as np
from hypothesis import given
from msgspec import structs

from osk_scan.graph.bulk import link
from osk_scan.graph.one_system import of_system
from osk_scan.model import Inventory, Scope
from osk_scan.portfolio import Portfolio
from tests.graph.test_one_system import inventories, inventory, portfolio
from tests.portfolios import synthetic


def in_two_sources(whole: Portfolio, first_size: int, subjects: tuple[int, int]) -> Portfolio:
    """The same rows as two inventories of one system."""
    row, sizes = whole.inventories[0], (first_size, whole.size - first_size)
    first = structs.replace(row, first=0, size=sizes[0], subject=subjects[0])
    second = structs.replace(row, first=first_size, size=sizes[1], subject=subjects[1])
    return replace(whole, inventories=(first, second), inventory=np.repeat(np.arange(2, dtype=np.int32), sizes))


@given(inventories())
def test_the_portfolio_says_what_the_graph_of_the_system_says(given: Inventory) -> None:
    whole = portfolio(given)
    bulk, one = link(whole), of_system(whole, 0)
    assert np.flatnonzero(bulk.root).tolist() == sorted(one.roots)
    assert {row: depth for row, depth in enumerate(bulk.depth.tolist()) if depth >= 0} == one.depth
    groups: dict[int, list[int]] = {}
    for row, group in enumerate(bulk.cycle.tolist()):
        if group >= 0:
            groups.setdefault(group, []).append(row)
    cycles = (sorted(those) for those in nx.strongly_connected_components(one.graph) if len(those) > 1)
    assert sorted(cycles) == sorted(groups.values())


@given(inventories())
def test_the_parent_is_one_step_nearer_to_the_root(given: Inventory) -> None:
    bulk = link(portfolio(given))
    for row, parent in enumerate(bulk.parent.tolist()):
        assert (parent < 0) == (bulk.depth[row] <= 0)
        assert parent < 0 or bulk.depth[parent] == bulk.depth[row] - 1


def test_each_source_of_a_system_has_its_own_root() -> None:
    whole = portfolio(inventory(5, [(0, 1), (2, 3)], subject=0))
    two = in_two_sources(whole, 2, (0, -1))
    assert np.flatnonzero(link(two).root).tolist() == [0, 2, 4]
    assert of_system(two, 0).roots == (0, 2, 4)


def test_what_only_a_development_dependency_needs_is_not_needed_to_run() -> None:
    whole = portfolio(inventory(5, [(0, 1), (1, 2), (0, 3), (3, 4)]))
    scope = np.array([0, Scope.DEVELOPMENT, 0, 0, 0], dtype=np.int32)
    assert link(replace(whole, scope=scope)).operation.tolist() == [True, False, False, True, True]


def test_what_is_also_needed_otherwise_is_needed_to_run() -> None:
    whole = portfolio(inventory(4, [(0, 1), (1, 3), (0, 2), (2, 3)]))
    marked = replace(whole, edge_scope=np.array([Scope.TEST, 0, 0, 0], dtype=np.int32))
    assert link(marked).operation.tolist() == [True, False, True, True]


def test_a_subject_cannot_excuse_everything() -> None:
    whole = portfolio(inventory(2, [(0, 1)]))
    scope = np.array([Scope.EXCLUDED, 0], dtype=np.int32)
    assert link(replace(whole, scope=scope)).operation.tolist() == [True, True]


def test_what_nothing_reaches_is_not_excused() -> None:
    whole = portfolio(inventory(4, [(0, 1), (2, 3)]))
    marked = replace(whole, edge_scope=np.array([Scope.TEST, 0], dtype=np.int32))
    assert link(marked).operation.tolist() == [True, False, True, True]


def test_an_empty_portfolio_has_an_empty_graph() -> None:
    assert link(portfolio(inventory(0, [], subject=None))).depth.tolist() == []


def test_a_chain_of_a_million_is_linked() -> None:
    whole = synthetic(1, 2)
    size = 1_000_000
    source = np.arange(size - 1, dtype=np.int32)
    rows, edges = np.zeros(size, dtype=np.int32), np.zeros(size - 1, dtype=np.int32)
    chain = replace(whole, inventory=rows, package=rows, scope=rows, source=source, target=source + 1)
    chain = replace(chain, edge_scope=edges, edge_relation=edges)
    assert link(chain).depth.tolist()[-3:] == [size - 3, size - 2, size - 1]
