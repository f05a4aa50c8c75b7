"""Support on a day (SOVEREIGNTY section 6, support rows) and its shares."""

from datetime import date

import pytest

from osk_scan.catalogue.support import a_year_later
from osk_scan.fact import Evidence, Fact
from osk_scan.sovereignty.estate import NO_END_ANNOUNCED, UNKNOWN, ProductFacts
from osk_scan.sovereignty.support import statuses, undecided

DAY = date(2026, 9, 1)

ROWS = {
    "Office 2016": ("2025-10-14", "never", {"expired"}),
    "Office 2021": ("2026-10-13", "never", {"ending"}),
    "SQL Server 2019": ("2030-01-08", "never", {"supported"}),
    "ESXi 7.0": ("2025-10-02", "never", {"expired"}),
    "Debian 12": ("2026-07-11", "2028-06-30", {"extended"}),
    "last day": ("2026-09-01", "never", {"ending"}),
    "no end announced": (NO_END_ANNOUNCED, "never", {"supported", "ending"}),
}


@pytest.mark.parametrize("name", ROWS)
def test_a_release_stands_where_its_dates_say(name: str) -> None:
    end, extended, status = ROWS[name]
    assert status == statuses(product(Fact((end,)), Fact((extended,))), DAY)


def test_unknown_dates_leave_everything_possible() -> None:
    possible = statuses(product(UNKNOWN, UNKNOWN), DAY)
    assert possible == {"supported", "ending", "extended", "expired"}
    assert undecided(possible)


def test_no_date_announced_is_not_support_for_ever() -> None:
    looked_up = Fact((NO_END_ANNOUNCED,), (Evidence("page", "2024-01-01"),))
    assert undecided(statuses(product(looked_up, Fact(("never",))), DAY))


def test_a_year_after_a_leap_day_is_the_28th() -> None:
    assert date(2029, 2, 28) == a_year_later(date(2028, 2, 29))


def product(end: Fact, extended: Fact) -> ProductFacts:
    return ProductFacts(id="p", name="p", support_end=end, extended_end=extended)
