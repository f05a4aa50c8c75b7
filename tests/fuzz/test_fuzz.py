"""A short slice of `make fuzz`: every format, and what Hypothesis thinks of; nothing crashes, hangs or gets lost."""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from osk_scan.parsers import parsers
from tests.fuzz.mutations import MUTATIONS, mutated
from tests.fuzz.running import Outcome, run, tried
from tests.fuzz.seeds import seeds

SEEDS = seeds()
DOCUMENTS = 15

broken = st.builds(
    lambda name, which, breaks: (name, _broken(SEEDS[name][which % len(SEEDS[name])], breaks)),
    st.sampled_from(sorted(SEEDS)),
    st.integers(0, 20),
    st.lists(st.tuples(st.integers(0, len(MUTATIONS) - 1), st.integers(0, 10_000)), min_size=1, max_size=8),
)
"""A format, and a document of it that was broken in several ways, which Hypothesis leaves out one by one."""

spliced = st.builds(
    lambda one, other, at, to: SEEDS[one][0][:at] + SEEDS[other][0][to:],
    st.sampled_from(sorted(SEEDS)),
    st.sampled_from(sorted(SEEDS)),
    st.integers(0, 300),
    st.integers(0, 300),
)
"""The beginning of one format's document with the end of another's."""


def _broken(content: bytes, breaks: list[tuple[int, int]]) -> bytes:
    for which, chance in breaks:
        content = MUTATIONS[which](content, Random(chance))
    return content[: 1 << 20]


def _fine(outcome: Outcome) -> bool:
    return outcome.state in ("read", "refused")


def test_every_format_has_something_to_begin_with() -> None:
    assert sorted(parsers()) == [name for name, contents in sorted(SEEDS.items()) if contents]


@pytest.mark.parametrize("name", SEEDS)
def test_broken_documents_are_read_or_refused(name: str) -> None:
    assert [] == [(content, outcome.reason) for content, outcome in run(name, SEEDS[name], DOCUMENTS, 7)
                  if not _fine(outcome)]  # fmt: skip


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(found=broken)
def test_what_hypothesis_breaks_is_read_or_refused(found: tuple[str, bytes]) -> None:
    outcome = tried(*found)
    assert _fine(outcome), outcome.reason


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(name=st.sampled_from(sorted(SEEDS)), content=spliced)
def test_two_documents_in_one_are_read_or_refused(name: str, content: bytes) -> None:
    outcome = tried(name, content)
    assert _fine(outcome), outcome.reason


def test_the_same_seed_breaks_a_document_in_the_same_way() -> None:
    seed = SEEDS["cyclonedx_json"][0]
    assert mutated(seed, Random("7"), 6) == mutated(seed, Random("7"), 6)
    assert mutated(seed, Random("7"), 6) != seed
