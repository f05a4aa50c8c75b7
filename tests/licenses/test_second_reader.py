"""license-expression as second reader, and as oracle of our own grammar."""

from functools import partial
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from license_expression import get_spdx_licensing  # type: ignore[import-untyped]  # ships no types

from osk_scan.licenses.algebra import Leaf, fold, leaves, parse_expression, render
from osk_scan.licenses.second_reader import objections

LICENSING = get_spdx_licensing()
IDS = ("MIT", "Apache-2.0", "GPL-2.0-only", "EUPL-1.2", "GPL-2.0-only WITH Classpath-exception-2.0", "LicenseRef-Amt")
expressions = st.recursive(
    st.sampled_from(IDS),
    lambda inner: st.builds(
        lambda parts, by: "(" + f" {by} ".join(parts) + ")",
        st.lists(inner, min_size=2, max_size=3),
        st.sampled_from(["AND", "OR"]),
    ),
    max_leaves=6,
)
loose = st.lists(st.tuples(expressions, st.sampled_from([" AND ", " OR "])), min_size=1, max_size=4).map(
    lambda parts: "".join(text + by for text, by in parts).removesuffix(parts[-1][1])
)


@settings(max_examples=200, deadline=None)
@given(loose)
def test_both_grammars_mean_the_same(text: str) -> None:
    ours, theirs = parse_expression(text), LICENSING.parse(text)
    names = sorted({render(leaf) for leaf in leaves(ours)})
    assert names == sorted({str(symbol) for symbol in LICENSING.license_symbols(theirs, decompose=False)})
    for values in product([False, True], repeat=len(names)):
        given_ = dict(zip(names, values, strict=True))
        assert fold(ours, partial(meaning, given_), all, any) == holds(theirs, given_)


def meaning(given_: dict[str, bool], leaf: Leaf) -> bool:
    return given_[render(leaf)]


def holds(node: Any, given_: dict[str, bool]) -> bool:
    """Whether what license-expression read holds, where just some licenses do."""
    if isinstance(node, LICENSING.AND):
        return all(holds(part, given_) for part in node.args)
    if isinstance(node, LICENSING.OR):
        return any(holds(part, given_) for part in node.args)
    return given_[str(node)]


@settings(max_examples=100, deadline=None)
@given(loose)
def test_what_we_write_it_reads_without_objection(text: str) -> None:
    assert () == objections(render(parse_expression(text)))


@pytest.mark.parametrize(
    "text", ["Apache-2.0+", "MIT AND LicenseRef-Amt", "DocumentRef-a:LicenseRef-b", "MIT WITH AdditionRef-x"]
)
def test_what_spdx_allows_beyond_the_lists_is_fine(text: str) -> None:
    assert () == objections(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("MIT WITH Apache-2.0", "Apache-2.0 is no exception"),
        ("MIT AND Classpath-exception-2.0", "Classpath-exception-2.0 is an exception and stands alone"),
        ("Classpath-exception-2.0 WITH Classpath-exception-2.0", "in place of a license"),
        ("LicenseRef-Amt OR MIT WITH EUPL-1.2", "EUPL-1.2 is no exception"),
        ("MIT AND", "requires two or more licenses"),
    ],
)
def test_what_is_used_for_what_it_is_not_is_refused(text: str, said: str) -> None:
    assert said in " ".join(objections(text))
