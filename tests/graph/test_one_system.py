import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from osk_scan.graph.one_system import ABOVE, DETOURS_UP_TO, SystemGraph, of_system
from osk_scan.model import Component, Context, Dependency, Inventory
from osk_scan.portfolio import Portfolio
from osk_scan.rule_engine.case_portfolio import portfolio_of


def inventory(size: int, edges: list[tuple[int, int]], subject: int | None = 0) -> Inventory:
    components = tuple(Component(ref=str(at), name=f"c{at}", where=f"line {at}") for at in range(size))
    dependencies = tuple(Dependency(source, target) for source, target in edges)
    return Inventory(format="test", subject=subject, components=components, dependencies=dependencies, found=size)


def portfolio(given: Inventory) -> Portfolio:
    """A system whose only source is `given`."""
    return portfolio_of(given, Context.INTERNAL, None)


def graph_of(given: Inventory) -> SystemGraph:
    return of_system(portfolio(given), 0)


@st.composite
def inventories(draw: st.DrawFn) -> Inventory:
    size = draw(st.integers(1, 9))
    node = st.integers(0, size - 1)
    edges = draw(st.lists(st.tuples(node, node).filter(lambda edge: edge[0] != edge[1]), max_size=20, unique=True))
    return inventory(size, edges, draw(st.none() | node))


DIAMOND = [(0, 1), (0, 2), (1, 3), (2, 3), (3, 4)]
DOMINATOR_TOY = [(0, 1), (0, 2), (1, 3), (1, 4), (2, 4), (2, 5), (3, 6), (5, 7), (7, 8)]
"""R→P,Q; P→L1,L2; Q→L2,L3; L1→L4; L3→L5→L6 (method osk-souv v1, section 6)."""


def test_depth_counts_edges_from_the_root() -> None:
    assert graph_of(inventory(5, DIAMOND)).depth == {0: 0, 1: 1, 2: 1, 3: 2, 4: 3}


def test_the_shortest_paths_come_first_and_both_ends_are_included() -> None:
    graph = graph_of(inventory(5, [*DIAMOND, (0, 4)]))
    assert graph.paths(4) == ((0, 4), (0, 1, 3, 4), (0, 2, 3, 4))


def test_no_more_paths_than_wanted_are_given() -> None:
    assert len(graph_of(inventory(5, DIAMOND)).paths(4, most=1)) == 1


def test_exclusive_dependents_are_those_of_the_dominator_toy() -> None:
    graph = graph_of(inventory(9, DOMINATOR_TOY))
    assert (graph.exclusive_dependents(1), graph.exclusive_dependents(2)) == ((3, 6), (5, 7, 8))


def test_without_a_subject_the_roots_are_what_nothing_needs() -> None:
    assert graph_of(inventory(4, [(1, 0), (2, 3)], subject=None)).roots == (1, 2)


def test_a_cycle_that_nothing_needs_is_entered_at_its_first_component() -> None:
    graph = graph_of(inventory(3, [(1, 2), (2, 1), (1, 0)], subject=None))
    assert ((1,), {0, 1, 2}) == (graph.roots, set(graph.depth))


def test_a_subject_without_dependencies_does_not_make_the_rest_unreachable() -> None:
    graph = graph_of(inventory(3, [(1, 2)], subject=0))
    assert ((0, 1), {0, 1, 2}) == (graph.roots, set(graph.depth))


def test_what_the_subject_does_not_reach_has_no_depth_and_no_path() -> None:
    graph = graph_of(inventory(4, [(0, 1), (2, 3)]))
    assert ({0, 1}, (), ()) == (set(graph.depth), graph.paths(3), graph.exclusive_dependents(2))


def test_a_chain_of_fifty_thousand_needs_no_recursion() -> None:
    length = 50_000
    graph = graph_of(inventory(length, [(at, at + 1) for at in range(length - 1)]))
    assert len(graph.paths(length - 1)[0]) == length
    assert graph.exclusive_dependents(length - 3) == (length - 2, length - 1)


def test_a_ladder_with_millions_of_paths_gives_three_at_once() -> None:
    rungs = DETOURS_UP_TO // 2
    edges = [(3 * at + a, 3 * at + b) for at in range(rungs) for a, b in ((0, 1), (0, 2), (1, 3), (2, 3))]
    graph = graph_of(inventory(3 * rungs + 1, edges))
    assert [len(path) for path in graph.paths(3 * rungs)] == [2 * rungs + 1] * 3


@given(inventories())
def test_paths_are_the_shortest_of_all_simple_paths(given: Inventory) -> None:
    graph = graph_of(given)
    for component in range(len(given.components)):
        every = [len(path) - 1 for path in nx.all_simple_paths(graph.graph, ABOVE, component)]
        assert [len(path) for path in graph.paths(component, most=5)] == sorted(every)[:5]


@given(inventories())
def test_exclusive_dependents_are_what_is_no_longer_reached_without_the_component(given: Inventory) -> None:
    graph = graph_of(given)
    for component in graph.depth:
        rest = graph.graph.copy()
        rest.remove_node(component)
        still: set[int] = nx.descendants(rest, ABOVE)
        left = set(graph.depth) - still - {component}
        assert graph.exclusive_dependents(component) == tuple(sorted(left))


def test_an_empty_inventory_has_an_empty_graph() -> None:
    graph = graph_of(inventory(0, [], subject=None))
    assert ({}, ()) == (graph.depth, graph.roots)


def test_a_graph_can_be_made_from_numbers_alone() -> None:
    assert SystemGraph([5, 7], [(5, 7)], [5]).paths(7) == ((5, 7),)
