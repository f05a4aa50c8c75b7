"""Packages find their product by id, by name with publisher, or not at all."""

import csv
from pathlib import Path

import pytest
from msgspec import Struct

from osk_scan.catalogue import Catalogue, Match
from osk_scan.portfolio import PackageRow

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "catalogue"
FLEETS = sorted(FIXTURES.glob("*_fleet.tsv"))


def listed(name: str, vendor: str | None = None, identifiers: tuple[str, ...] = ()) -> PackageRow:
    return PackageRow("product:x", "product:x", "product", name, None, vendor, identifiers)


def from_purl(stem: str) -> PackageRow:
    return PackageRow(stem, stem, stem.partition(":")[2].partition("/")[0], stem.rpartition("/")[2], None)


class Installed(Struct, frozen=True):
    package: PackageRow
    installations: int
    expected: str
    found: str


def _fleet(path: Path, catalogue: Catalogue) -> list[Installed]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    packages = [listed(row["display_name"], row["publisher"].strip() or None) for row in rows]
    return [
        Installed(package, int(row["installations"]), row["expected"], _found(package, catalogue))
        for package, row in zip(packages, rows, strict=True)
    ]


def _found(package: PackageRow, catalogue: Catalogue) -> str:
    match = catalogue.match(package)
    if match and not match.part:
        return match.product
    return "part" if match or catalogue.part(package.name, package.vendor) else "uncatalogued"


@pytest.mark.parametrize("path", FLEETS, ids=lambda path: path.stem)
def test_nine_in_ten_installations_are_matched_and_none_wrongly(path: Path, catalogue: Catalogue) -> None:
    fleet = _fleet(path, catalogue)
    catalogued = [row for row in fleet if row.expected not in {"part", "uncatalogued"}]
    claimed = [row for row in fleet if row.found not in {"part", "uncatalogued"}]
    wrong = [row for row in claimed if row.found != row.expected]
    total = sum(row.installations for row in catalogued)
    recall = sum(row.installations for row in catalogued if row.found == row.expected) / total
    precision = 1 - sum(row.installations for row in wrong) / sum(row.installations for row in claimed)
    print(f"\n{path.stem}: {len(fleet)} names, precision {precision:.4f}, recall {recall:.4f}")
    assert [] == [(row.package.name, row.found) for row in wrong]
    assert recall >= 0.9


@pytest.mark.parametrize("path", FLEETS, ids=lambda path: path.stem)
def test_parts_are_folded(path: Path, catalogue: Catalogue) -> None:
    parts = [row for row in _fleet(path, catalogue) if row.expected == "part"]
    assert sum(row.found == "part" for row in parts) >= 0.9 * len(parts)


@pytest.mark.parametrize(
    ("package", "match"),
    [
        (from_purl("pkg:deb/debian/postgresql-15"), Match("postgresql", "purl")),
        (from_purl("pkg:deb/debian/postgresql-client-15"), Match("postgresql", "purl", part=True)),
        (from_purl("pkg:deb/debian/base-files"), Match("debian", "purl")),
        (from_purl("pkg:deb/debian/libc6"), Match("debian", "purl", part=True)),
        (from_purl("pkg:deb/ubuntu/libreoffice-core"), Match("libreoffice", "purl")),
        (from_purl("pkg:deb/debian/tomcat10-admin"), Match("tomcat", "purl", part=True)),
        (from_purl("pkg:deb/debian/tomcat10"), Match("tomcat", "purl")),
        (listed("irgendwas", None, ("cpe:2.3:a:videolan:vlc_media_player:3.0:*:*:*:*:*:*:*",)), Match("vlc", "cpe")),
        (listed("irgendwas", None, ("cpe:/a:oracle:mysql:8.0",)), Match("mysql", "cpe")),
        (listed("irgendwas", None, ("cpe:2.3:o:microsoft:windows_11_23h2:*",)), Match("windows-11", "cpe")),
        (listed("irgendwas", None, ("winget:mozilla.firefox.de",)), Match("firefox", "winget")),
        (
            listed("Visio Standard 2019", "Microsoft Corporation"),
            Match("visio", "display-name+publisher", release="2019"),
        ),
        (listed("Microsoft Edge Beta", "Microsoft"), Match("edge", "tokens+publisher")),
        (listed("VLC media player 3.0.20"), Match("vlc", "display-name")),
        (listed("Sprachpaket für Microsoft Visio 2016", "Microsoft"), Match("visio", "part-name", part=True)),
        (listed("VIS 6 Client", "PDV GmbH"), Match("vis-akte", "tokens+publisher")),
        (listed("IBM Semeru Runtime Certified Edition JDK 17", "IBM"), Match("ibm-semeru", "display-name+publisher")),
        (listed("Java SE Runtime Environment 8", "Oracle"), Match("java-se", "display-name+publisher")),
        (
            listed("Microsoft System CLR Types für SQL Server 2014", "Microsoft"),
            Match("sql-server", "part-name", part=True),
        ),
    ],
)
def test_the_match_names_its_rule(package: PackageRow, match: Match, catalogue: Catalogue) -> None:
    assert match == catalogue.match(package)


@pytest.mark.parametrize(
    "package",
    [
        listed("Project", "Contoso GmbH"),
        listed("Project"),
        listed("Vault Professional 2024", "Autodesk"),
        listed("Microsoft Visio Viewer 2016", "Microsoft Corporation"),
        listed("Mozilla Firefox", "Contoso GmbH"),
        listed("PostgreSQL Client", "PostgreSQL Global Development Group"),
        from_purl("pkg:npm/firefox"),
        from_purl("pkg:pypi/redis"),
        PackageRow("pkg:pypi/redis@5", "pkg:pypi/redis", "pypi", "redis", "5", None, ("cpe:2.3:a:redis:redis:5:*",)),
        listed("Mozilla Firefox" * 100_000, "Mozilla" * 100_000),
        listed("", None),
        listed("((((", "()"),
    ],
)
def test_what_is_not_sure_stays_unresolved(package: PackageRow, catalogue: Catalogue) -> None:
    assert catalogue.match(package) is None


@pytest.mark.parametrize("name", ["microsoft-edge-stable", "mssql-server", "code", "falcon-sensor", "teamviewer"])
@pytest.mark.parametrize("namespace", ["deb/debian", "deb/ubuntu", "rpm/redhat"])
def test_closed_software_is_no_part_of_the_distribution_below(name: str, namespace: str, catalogue: Catalogue) -> None:
    match = catalogue.match(from_purl(f"pkg:{namespace}/{name}"))
    assert match is not None
    assert not match.part


@pytest.mark.parametrize(
    ("vendor", "folded"),
    [
        ("Microsoft Corporation", False),
        ("Docker <support@docker.com>", False),
        ("GNU Libc Maintainers <debian-glibc@lists.debian.org>", True),
        ("Jane Doe <jane@example.org>", True),
        (None, True),
    ],
)
def test_what_another_maker_packed_is_no_part_of_the_distribution(
    vendor: str | None, folded: bool, catalogue: Catalogue
) -> None:
    package = PackageRow("pkg:deb/debian/x@1", "pkg:deb/debian/x", "deb", "x", "1", vendor)
    assert (Match("debian", "purl", part=True) if folded else None) == catalogue.match(package)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Security Update for Contoso Suite (KB5002138)", "update"),
        ("Contoso Language Pack (German)", "language-pack"),
        ("Contoso Runtime Redistributable", "redistributable"),
    ],
)
def test_a_part_is_told_even_where_its_parent_is_unknown(name: str, reason: str, catalogue: Catalogue) -> None:
    part = catalogue.part(name, "Contoso GmbH")
    assert part is not None
    assert (None, reason) == (part.parent, part.reason)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Hotfix für Contoso", "update"),
        ("Kumulatives Update für Contoso", "update"),
        ("Contoso Service Pack 2", "service-pack"),
        ("Contoso Hilfepaket", "language-pack"),
        ("Contoso MUI (German)", "language-pack"),
        ("Contoso Proofing Kit", "language-pack"),
        ("Contoso Rechtschreibung", "language-pack"),
        ("Contoso Redist", "redistributable"),
        ("Contoso Klick-und-Los", "component"),
        ("Contoso Click-to-Run", "component"),
        ("Contoso Runtime 4", "runtime"),
        ("Contoso-Laufzeit", "runtime"),
        ("Contoso Experience Pack", "language-pack"),
        ("Contoso Deutsch Ergänzung", "language-pack"),
        ("Contoso Auto Updater", "updater"),
        ("Contoso Maintenance Service", "updater"),
    ],
)
def test_each_sign_of_a_part_is_seen(name: str, reason: str, catalogue: Catalogue) -> None:
    part = catalogue.part(name, None)
    assert part is not None
    assert reason == part.reason
