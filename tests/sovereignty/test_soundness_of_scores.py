"""What a whole score says of goals, hotspots and vendors encloses every completion of what is not known."""

from fractions import Fraction
from itertools import islice

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from osk_scan.score import Range, Score
from osk_scan.sovereignty.estate import Estate
from osk_scan.sovereignty.scoring import score
from tests.sovereignty.test_soundness import AS_OF, POLICY, completions, estates

_COMPLETIONS = 120
Key = tuple[str, ...]


def enclosures(estate: Estate) -> dict[Key, tuple[Range, Fraction]]:
    """Return what must enclose every completion, and the truth where nothing is unknown."""
    found = score(estate, AS_OF.isoformat(), POLICY).of("portfolio")
    assert isinstance(found, Score)
    told: dict[Key, tuple[Range, Fraction]] = {}
    for name, goal in found.goals.items():
        told["goal", name] = goal.cautious or goal, goal.low
    for hotspot in found.hotspots:
        told[hotspot.kind, hotspot.product] = hotspot.value, hotspot.value.low
        told["radius", hotspot.kind, hotspot.product] = hotspot.radius, hotspot.radius.low
    for vendor in found.vendors:
        told["vendor", vendor.entity] = vendor.possible, vendor.radius.low
    return told


@pytest.mark.parametrize(
    "facts", [("licence", "entity"), ("alternative", "formats"), ("entity",), ("sbom", "vitality"), ("deployment",)]
)
def test_goals_hotspots_and_vendors_enclose_every_completion(facts: tuple[str, ...]) -> None:
    @given(estates(facts))
    @settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def holds(estate: Estate) -> None:
        enclosing = enclosures(estate)
        for complete in islice(completions(estate, facts), _COMPLETIONS):
            for key, (_, truth) in enclosures(complete).items():
                # An entity that is one of several possible owners is listed only once it is known to own something.
                if key in enclosing or key[0] != "vendor":
                    within = enclosing[key][0]
                    assert within.low <= truth <= within.high, key

    holds()


@given(estates(("licence", "entity", "alternative")), st.data())
@settings(max_examples=15, deadline=None)
def test_learning_never_widens_a_goal_or_a_hotspot(estate: Estate, data: st.DataObject) -> None:
    facts = ("licence", "entity", "alternative")
    every = list(islice(completions(estate, facts), _COMPLETIONS))
    after, before = enclosures(data.draw(st.sampled_from(every))), enclosures(estate)
    for key in after.keys() & before.keys():
        narrow, wide = after[key][0], before[key][0]
        assert wide.low <= narrow.low, key
        assert narrow.high <= wide.high, key
