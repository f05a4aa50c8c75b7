"""Failure closure, reachability and dominators on the toys of SOVEREIGNTY section 6."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osk_scan.sovereignty.dominators import dominated, immediate_dominators
from osk_scan.sovereignty.estate import Estate, EstateSystem, Installation, ProductFacts
from osk_scan.sovereignty.pulled_in import leaves_with
from osk_scan.sovereignty.requirements import Requirements
from osk_scan.sovereignty.scope import portfolio

TOY = Requirements(
    {
        "S1": (("A",), ("B", "C")),
        "S2": (("C",),),
        "S3": (("D",),),
        "D": (("A",),),
        "A": (("E",),),
        "E": (("A",),),
    }
)
SYSTEMS = {"S1", "S2", "S3"}

FAILS = {"B": "", "C": "S2", "BC": "S1 S2", "A": "S1 S3", "E": "S1 S3", "D": "S3"}


@pytest.mark.parametrize("start", FAILS)
def test_a_system_fails_when_a_whole_group_has_failed(start: str) -> None:
    assert set(FAILS[start].split()) == TOY.fail(start) & SYSTEMS


def test_plain_reachability_counts_every_alternative() -> None:
    assert {"S1"} == TOY.reach("B") & SYSTEMS


def test_what_nobody_knows_fails_alone() -> None:
    assert {"Z"} == TOY.fail(["Z"])


def test_a_chain_of_fifty_thousand_needs_no_recursion() -> None:
    chain = Requirements({f"n{i}": ((f"n{i + 1}",),) for i in range(50_000)})
    assert 50_001 == len(chain.fail(["n50000"]))


DEPENDENCIES = {
    "R": ("P", "Q"),
    "P": ("L1", "L2"),
    "Q": ("L2", "L3"),
    "L1": ("L4",),
    "L3": ("L5",),
    "L5": ("L6",),
}


def test_what_leaves_with_a_product_is_what_it_dominates() -> None:
    leaving = dominated(DEPENDENCIES, "R")
    assert (("L1", "L4"), ("L3", "L5", "L6")) == (leaving["P"], leaving["Q"])


def test_what_two_products_pull_in_leaves_with_neither() -> None:
    assert "R" == immediate_dominators(DEPENDENCIES, "R")["L2"]


def test_dominators_survive_cycles() -> None:
    assert {"a": "R", "b": "a", "c": "b"} == immediate_dominators(
        {"R": ("a",), "a": ("b",), "b": ("c",), "c": ("a",)}, "R"
    )


NODES = "Rabcdef"


def reached(edges: dict[str, list[str]], without: str) -> set[str]:
    """What is reached from the root when one node is taken away."""
    found, pending = {"R"}, ["R"]
    while pending:
        new = {n for n in edges.get(pending.pop(), ()) if n != without} - found
        found |= new
        pending += sorted(new)
    return found


@given(st.dictionaries(st.sampled_from(NODES), st.lists(st.sampled_from(NODES[1:]), unique=True, max_size=3)))
def test_what_is_dominated_is_what_taking_the_node_away_cuts_off(edges: dict[str, list[str]]) -> None:
    leaving, whole = dominated(edges, "R"), reached(edges, "")
    for node in whole - {"R"}:
        assert tuple(sorted(whole - reached(edges, node) - {node})) == leaving.get(node, ())


def installed(needs: dict[str, tuple[str, ...]], *, releases: bool = False) -> dict[str, tuple[str, ...]]:
    """What leaves with each of some products, all of them installed, or releases of them."""
    products = {id_: ProductFacts(id=id_, name=id_, requires=tuple((n,) for n in needs[id_])) for id_ in needs}
    named = {id_: f"{id_}@1" if releases else id_ for id_ in needs}
    made = {
        named[id_]: ProductFacts(
            id=named[id_], name=id_, requires=products[id_].requires, base=id_ if releases else None
        )
        for id_ in needs
    }
    return leaves_with(
        portfolio(
            Estate(
                systems=(EstateSystem(id="s", agency="A", name="s"),),
                installations=tuple(Installation("s", named[id_]) for id_ in needs),
                products=products | made,
                entities={},
            )
        )
    )


def test_what_a_circle_of_products_needs_does_not_leave_with_another() -> None:
    assert {} == installed({"a": ("b",), "b": ("a", "n"), "q": ("n",), "n": ()})


def test_what_only_a_release_needs_leaves_with_its_product() -> None:
    assert {"p": ("n",)} == installed({"p": ("n",), "n": ()}, releases=True)
