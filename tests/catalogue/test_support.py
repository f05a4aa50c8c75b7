"""Support is told for a day; what no date was announced for is no promise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osk_scan.catalogue import Catalogue
from osk_scan.catalogue.product import Product, SupportCycle
from osk_scan.catalogue.support import support_status
from osk_scan.catalogue.versions import admits, starts_with
from osk_scan.fact import Evidence

DAY = "2026-09-01"


@pytest.mark.parametrize(
    ("product", "version", "release", "status", "until"),
    [
        ("office", "16.0.10396.20023", "2016", "expired", "2025-10-14"),
        ("office", "16.0.10396.20023", "2019", "expired", "2025-10-14"),
        ("office", "16.0.14332.20615", "2021", "supported", "2026-10-13"),
        ("sql-server", "15.0.2000.5", None, "supported", "2030-01-08"),
        ("sql-server", None, "2019", "supported", "2030-01-08"),
        ("vmware-esxi", "7.0.3", None, "expired", "2025-10-02"),
        ("debian", "12.4+deb12u5", None, "extended", "2028-06-30"),
    ],
)
def test_the_method_s_support_rows(
    catalogue: Catalogue, product: str, version: str | None, release: str | None, status: str, until: str
) -> None:
    told = support_status(catalogue.products[product], version, DAY, release)
    assert (status, until) == (told.status, told.until)


def test_releases_that_look_alike_leave_the_status_open(catalogue: Catalogue) -> None:
    told = support_status(catalogue.products["office"], "16.0.10396", DAY)
    assert ("unknown", None) == (told.status, told.until)


def test_an_unknown_version_is_unknown(catalogue: Catalogue) -> None:
    assert "unknown" == support_status(catalogue.products["debian"], None, DAY).status
    assert "unknown" == support_status(catalogue.products["debian"], "99", DAY).status
    assert "unknown" == support_status(catalogue.products["vlc"], "3.0", DAY).status


def _rolling() -> Product:
    evidence = (Evidence("page", "2026-08-22"),)
    cycle = SupportCycle(cycle="9", versions=("9",), until=None, evidence=evidence)
    return Product(id="p", name="P", vendor="v", layer="office", support=(cycle,))


def test_no_date_announced_is_not_supported_for_ever() -> None:
    assert "supported" == support_status(_rolling(), "9.1", "2026-09-01").status
    assert support_status(_rolling(), "9.1", "2026-09-01").until is None
    assert "unknown" == support_status(_rolling(), "9.1", "2028-09-01").status


def test_a_prefix_ends_where_its_number_ends() -> None:
    assert starts_with("7.0.3", "7.0")
    assert starts_with("1:7.0-2", "7.0")
    assert not starts_with("7.01", "7.0")


@given(st.tuples(st.integers(0, 50), st.integers(0, 50)), st.tuples(st.integers(0, 50), st.integers(0, 50)))
def test_a_bound_and_its_opposite_never_both_hold(own: tuple[int, int], bound: tuple[int, int]) -> None:
    version, text = f"{own[0]}.{own[1]}", f"{bound[0]}.{bound[1]}"
    assert admits(f"<{text}", version) is not admits(f">={text}", version)
