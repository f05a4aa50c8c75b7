"""From documents in a real database to the estate, with the catalogue that ships."""

from pathlib import Path

import pytest

from osk_scan.catalogue import Catalogue, load_catalogue
from osk_scan.model import Component, Context, Document, Inventory, Kind
from osk_scan.shipped import rules_folder
from osk_scan.sovereignty.adapting import estate_of
from osk_scan.sovereignty.estate import Estate
from osk_scan.sovereignty.method import Method
from osk_scan.store import inventories
from osk_scan.store.database import Database
from osk_scan.store.portfolios import current_basis, read_portfolio
from osk_scan.store.systems import Placement

MICROSOFT = "Microsoft Corporation"
OFFICE = "Microsoft Office LTSC Professional Plus 2021"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(rules_folder() / "catalogue")


def estate(folder: Path, catalogue: Catalogue, method: Method, *components: Component, subject: int = -1) -> Estate:
    """The estate of one system whose only document lists `components`."""
    inventory = Inventory(
        format="windows_programs_csv",
        subject=subject if subject >= 0 else None,
        components=components,
        found=len(components),
    )
    with Database(folder / "osk.db") as db:
        place = Placement("A", "c1", "c1.csv", Context.INTERNAL, None)
        inventories.keep(db, Document("c1.csv", b"x"), inventory, place, "2026-09-01T00:00:00+00:00")
        portfolio = read_portfolio(db, current_basis(db))
    matches = [catalogue.match(package) for package in portfolio.packages]
    return estate_of(portfolio, matches, catalogue, method)


def program(name: str, version: str, vendor: str | None = MICROSOFT, installations: int = 1) -> Component:
    return Component(
        ref=name,
        name=name,
        version=version,
        vendor=vendor,
        kind=Kind.APPLICATION,
        installations=installations,
        where=name,
    )


def installed(found: Estate) -> list[tuple[str, int]]:
    return [(i.product, i.count) for i in found.installations]


def test_a_suite_in_two_languages_is_installed_once(tmp_path: Path, catalogue: Catalogue, method: Method) -> None:
    found = estate(
        tmp_path, catalogue, method, program(f"{OFFICE} - de-de", "16.0.1"), program(f"{OFFICE} - en-us", "16.0.1")
    )
    assert [("office", 1)] == [(found.base(product), count) for product, count in installed(found)]


def test_the_counts_of_a_fleet_are_added_up(tmp_path: Path, catalogue: Catalogue, method: Method) -> None:
    found = estate(
        tmp_path,
        catalogue,
        method,
        program(f"{OFFICE} - de-de", "16.0.1", installations=20),
        program(f"{OFFICE} - en-us", "16.0.1", installations=30),
    )
    assert [50] == [count for _, count in installed(found)]


def test_releases_keep_their_own_support_dates(tmp_path: Path, catalogue: Catalogue, method: Method) -> None:
    older = program("Microsoft Office Professional Plus 2019 - de-de", "16.0.2")
    found = estate(tmp_path, catalogue, method, program(f"{OFFICE} - de-de", "16.0.1"), older)
    ends = {found.products[i.product].support_end.values for i in found.installations}
    assert {("2026-10-13",), ("2025-10-14",)} == ends


@pytest.mark.parametrize(
    ("name", "version", "expected"),
    [
        ("Microsoft Windows 11 Pro", "10.0.26100", "Windows 11 24H2"),
        ("Microsoft Windows Server 2012 R2 Standard", "6.3.9600", "Windows Server 2012 R2"),
        (OFFICE, "16.0.1", "Microsoft Office 2021"),
    ],
)
def test_releases_are_named_as_people_name_them(
    tmp_path: Path, catalogue: Catalogue, method: Method, name: str, version: str, expected: str
) -> None:
    found = estate(tmp_path, catalogue, method, program(name, version))
    assert [expected] == [found.products[i.product].name for i in found.installations]


def test_the_id_of_what_a_distribution_built_is_one_word_of_a_path(
    tmp_path: Path, catalogue: Catalogue, method: Method
) -> None:
    purl = "pkg:deb/debian/redis@7.0.15-1~deb12u1"
    built = Component(ref="a", name="redis", version="7.0.15-1~deb12u1", purl=purl, where="line 1")
    found = estate(tmp_path, catalogue, method, built)
    (id_,) = (installation.product for installation in found.installations)
    assert ("redis", True, False) == (found.base(id_), id_.endswith("+debian-12"), "/" in id_)


def test_a_program_nobody_knows_is_unidentified_and_not_left_out(
    tmp_path: Path, catalogue: Catalogue, method: Method
) -> None:
    found = estate(tmp_path, catalogue, method, program("Gewerberegister 3", "3.1", "Muster IT GmbH"))
    product = found.products[found.installations[0].product]
    assert (False, (), ()) == (product.identified, product.licence.values, product.entity.values)


def test_libraries_are_not_installations(tmp_path: Path, catalogue: Catalogue, method: Method) -> None:
    library = Component(ref="a", name="lodash", version="4", purl="pkg:npm/lodash@4", kind=Kind.LIBRARY, where="/0")
    assert [] == installed(estate(tmp_path, catalogue, method, library))


def test_a_system_needs_its_only_operating_system(tmp_path: Path, catalogue: Catalogue, method: Method) -> None:
    found = estate(tmp_path, catalogue, method, program("Microsoft Windows 11 Pro", "10.0.26100"))
    assert ((("windows-11",),), True) == (found.systems[0].requires, found.systems[0].workstation)
