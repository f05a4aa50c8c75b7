"""What rules are judged on besides the portfolio: numbers that name whom they mean, facts as agencies state them."""

from msgspec.structs import replace

from osk_scan.model import Fact
from osk_scan.pipeline.judging import measures_of
from osk_scan.pipeline.policy import Policy
from osk_scan.sovereignty.estate import Entity, Estate, EstateSystem, Installation, ProductFacts, known
from osk_scan.sovereignty.scoring import score

DAY = "2026-09-01"

NEEDED = ProductFacts(id="needed", name="Needed", licence=known("proprietary"))
IDLE = replace(NEEDED, id="idle", name="Idle", entity=known("one"))
ESTATE = Estate(
    systems=(EstateSystem(id="A/0", agency="A", name="0", requires=(("needed",),)),),
    installations=(Installation("A/0", "needed"), Installation("A/0", "idle")),
    products={"needed": NEEDED, "idle": IDLE},
    entities={"one": Entity("one", "One", Fact(("US",)))},
)


def blamed(estate: Estate) -> set[tuple[str, str | None]]:
    """Return what share of the systems stops by whom, as rules are told it."""
    scores = score(estate, DAY, Policy().method)
    return {(one.value.lo, one.vendor) for one in measures_of(scores) if one.indicator == "D6"}


def test_nobody_is_named_for_what_a_product_of_unknown_owner_stops() -> None:
    assert {("1", None)} == blamed(ESTATE)


def test_who_is_known_to_stop_most_is_named() -> None:
    owned = replace(NEEDED, entity=known("one"))
    assert {("1", "One")} == blamed(replace(ESTATE, products={"needed": owned, "idle": IDLE}))
