"""Failure closure, reachability and dominators on the toys of SOVEREIGNTY section 6."""

import pytest

from osk_scan.sovereignty.dominators import dominated, immediate_dominators
from osk_scan.sovereignty.requirements import Requirements

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
