"""Who maintains a package: the maker, or the distribution that built it."""

import json
from pathlib import Path

import pytest

from osk_scan.catalogue import Catalogue
from osk_scan.catalogue.distributions import Distributed, distributed
from osk_scan.portfolio import PackageRow
from tests.command import run

BUILT = [
    ("deb", "1.22.1-9+deb12u11", "12"),
    ("deb", "128.4.0esr-1~deb12u1", "12"),
    ("deb", "4:5.4.6-2~bpo12+1", "12"),
    ("deb", "3.11.2-1+b1", None),
    ("deb", "1:8.9p1-3ubuntu0.10", None),
    ("rpm", "2.4.57-11.el9_4.1", "9"),
    ("rpm", "13.16-1.module+el8.10.0+22203+d1a1d8ec", "8"),
    ("rpm", "115.6.0-1.fc39", "39"),
    ("rpm", "1.21.5-150400.3.6.1", None),
    ("apk", "1.24.0-r15", None),
]
ELSEWHERE = [
    ("deb", "20.20.2-1nodesource1"),
    ("deb", "15.8-1.pgdg120+1"),
    ("deb", "1.24.0-1~bookworm"),
    ("deb", "5:24.0.7-1~debian.12~bookworm"),
    ("deb", "130.0"),
    ("rpm", "15.8-1PGDG.rhel9"),
    ("rpm", "7.17.25-1"),
    ("npm", "1.2.3-9+deb12u1"),
    ("deb", None),
]


@pytest.mark.parametrize(("type_", "version", "release"), BUILT)
def test_a_version_tells_that_the_distribution_built_it_and_for_which_release(
    type_: str, version: str, release: str | None
) -> None:
    assert Distributed("debian", release) == distributed(type_, version, "debian")


@pytest.mark.parametrize(("type_", "version"), ELSEWHERE)
def test_what_others_built_is_theirs_to_maintain(type_: str, version: str | None) -> None:
    assert distributed(type_, version, "debian") is None


def installed(stem: str, version: str, vendor: str | None = None) -> PackageRow:
    return PackageRow(f"{stem}@{version}", stem, "deb", stem.rpartition("/")[2], version, vendor)


def test_only_in_its_own_namespace_does_a_distribution_maintain_a_product(catalogue: Catalogue) -> None:
    rows = {
        "debian": installed("pkg:deb/debian/nginx", "1.22.1-9+deb12u11", "Debian Nginx Maintainers"),
        "makers": installed("pkg:deb/debian/nginx", "1.22.1-9", "F5, Inc."),
        "other": installed("pkg:deb/eigenbau/nginx", "1.22.1-9+deb12u11"),
        "itself": installed("pkg:deb/debian/base-files", "12.4+deb12u11"),
    }
    found = {name: match.distributed for name, row in rows.items() if (match := catalogue.match(row))}
    assert Distributed("debian", "12") == found["debian"]
    assert {None} == {by for name, by in found.items() if name != "debian"}


STATUS = """Package: {name}
Status: install ok installed
Maintainer: {maintainer}
Architecture: amd64
Version: {version}

"""


def test_support_is_the_distributions_where_it_built_the_package(tmp_path: Path) -> None:
    debian = STATUS.format(name="nginx", maintainer="Debian Nginx Maintainers", version="1.22.1-9+deb12u11")
    others = STATUS.format(name="nodejs", maintainer="NodeSource", version="18.20.2-1nodesource1")
    (tmp_path / "status").write_text(debian + others)
    assert 0 == run(tmp_path, "ingest", "status", "--agency", "A", "--system", "S").returncode
    assert 0 == run(tmp_path, "assess", "--as-of", "2026-11-23").returncode
    lines = run(tmp_path, "findings", "--json").stdout.splitlines()
    told = {(f["rule"], f["product"]) for f in map(json.loads, lines) if "support" in f["rule"]}
    assert {("end-of-support", "Node.js"), ("extended-support-only", "nginx (Debian)")} == told
