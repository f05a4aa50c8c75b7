"""Licenses out of the folder of a scanned machine; the folder may be hostile."""

from pathlib import Path
from shutil import copyfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osk_scan.enrichment import debian_copyright, node_package, python_metadata
from osk_scan.enrichment.machine import MAX_FILE, Machine
from osk_scan.errors import InvalidRequest, RefusedDocument
from osk_scan.licenses.expression import read_claims
from osk_scan.portfolio import PackageRow

RPM_DATABASE = Path(__file__).resolve().parents[2] / "fixtures" / "rpm_database" / "minimal.sqlite"
DEP5 = """Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: akte

Files: *
Copyright: 2026 Pflegestelle
License: GPL-2+ or Artistic

Files: lib/*
Copyright: 2026 Pflegestelle
License: Expat
 Permission is hereby granted …

Files: debian/*
Copyright: 2026 Paketpflege
License: GPL-3

License: Expat
 Permission is hereby granted …
"""
FREE = """This package was debianized by somebody.

 This library is free software; you can redistribute it under the terms of the GNU Lesser General Public
 License as published by the Free Software Foundation; either version 2.1 of the License, or (at your option)
 any later version. See `/usr/share/common-licenses/LGPL-2.1'.

The tools are under the Apache License, see /usr/share/common-licenses/Apache-2.0.
"""
MIT = "Permission is hereby granted, free of charge, to any person obtaining a\ncopy of this software"


def package(purl_type: str, name: str, version: str = "1.0") -> PackageRow:
    stem = f"pkg:{purl_type}/{name.replace('@', '%40')}"
    return PackageRow(f"{stem}@{version}", stem, purl_type, name.rpartition("/")[2], version)


def put(root: Path, path: str, text: str) -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


@pytest.mark.parametrize(
    ("text", "claims", "expression"),
    [
        (DEP5, ("GPL-2+ or Artistic", "Expat"), "(GPL-2.0-or-later OR Artistic-1.0) AND MIT"),
        (FREE, ("LGPL-2.1+", "Apache-2.0"), "LGPL-2.1-or-later AND Apache-2.0"),
        ("under /usr/share/common-licenses/GPL-2, no other version", ("GPL-2",), "GPL-2.0-only"),
        (MIT, ("MIT",), "MIT"),
        (MIT + " … Except as contained in this notice, …", (), None),
        ("All rights reserved.", (), None),
        ("", (), None),
    ],
)
def test_a_copyright_file_says_the_licenses_of_what_is_installed(
    text: str, claims: tuple[str, ...], expression: str | None
) -> None:
    assert claims == debian_copyright.licenses_in(text)
    assert expression == (read_claims(claims, "deb").expression if claims else None)


@pytest.mark.parametrize(
    ("metadata", "claims"),
    [
        ("License-Expression: Apache-2.0 OR MIT\nLicense: old", ("Apache-2.0 OR MIT",)),
        ("License: BSD-3-Clause\nClassifier: License :: OSI Approved :: BSD License", ("BSD-3-Clause",)),
        ("License: UNKNOWN\nClassifier: License :: OSI Approved :: X", ("License :: OSI Approved :: X",)),
        ("License: " + "long text " * 50 + "\nClassifier: License :: OSI Approved", ()),
        ("Name: a", ()),
        ("\x00\xff: broken", ()),
    ],
)  # fmt: skip
def test_metadata_says_the_expression_before_the_text_before_the_classifiers(
    metadata: str, claims: tuple[str, ...]
) -> None:
    assert claims == python_metadata.licenses_in(f"Metadata-Version: 2.4\n{metadata}\n\nbody".encode())


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ('{"license": "MIT"}', ("MIT",)),
        ('{"license": {"type": "ISC", "url": "x"}}', ("ISC",)),
        ('{"licenses": [{"type": "MIT"}, {"type": "GPL-2.0"}]}', ("(MIT OR GPL-2.0)",)),
        ('{"license": ["MIT"]}', ()),
        ('{"license": 7, "licenses": {"type": "MIT"}}', ("MIT",)),
        ("[" * 100_000, ()),
        ("", ()),
    ],
)
def test_a_package_json_says_its_license_in_every_form(text: str, claims: tuple[str, ...]) -> None:
    assert claims == node_package.licenses_of(node_package.package_in(text.encode()))


def test_each_ecosystem_is_looked_up_where_it_installs(tmp_path: Path) -> None:
    put(tmp_path, "usr/share/doc/akte/copyright", DEP5)
    put(tmp_path, "opt/app/lib/Flask_Login-0.6.3.dist-info/METADATA", "License: MIT\n")
    put(tmp_path, "srv/x/node_modules/@akte/lines/package.json", '{"version": "8.0.1", "license": "MIT"}')
    machine = Machine(tmp_path)
    asked = (
        package("deb", "debian/akte"),
        package("pypi", "flask-login", "0.6.3"),
        package("npm", "@akte/lines", "8.0.1"),
    )
    places = [found and (found.source, found.place) for found in map(machine.license_of, asked)]
    assert [
        ("machine", "usr/share/doc/akte/copyright"),
        ("machine", "Flask_Login-0.6.3.dist-info/METADATA"),
        ("machine", "node_modules/@akte/lines/package.json"),
    ] == places


def test_another_version_says_nothing_of_this_one(tmp_path: Path) -> None:
    put(tmp_path, "a-1.0.dist-info/METADATA", "License: MIT\n")
    put(tmp_path, "x/node_modules/b/package.json", '{"version": "1.0", "license": "MIT"}')
    put(tmp_path, "x/node_modules/c/node_modules/b/package.json", '{"version": "2.0", "license": "ISC"}')
    machine = Machine(tmp_path)
    assert machine.license_of(package("pypi", "a", "2.0")) is None
    assert machine.license_of(package("npm", "b", "3.0")) is None
    second = machine.license_of(package("npm", "b", "2.0"))
    assert second is not None
    assert ("ISC",) == second.claims


def test_folders_of_persons_are_not_told(tmp_path: Path) -> None:
    put(tmp_path, "home/erika.muster/.local/lib/a-1.0.dist-info/METADATA", "License: MIT\n")
    found = Machine(tmp_path).license_of(package("pypi", "a"))
    assert found is not None
    assert "muster" not in found.place


def test_a_link_inside_of_the_machine_is_followed_and_one_that_leads_out_is_not(tmp_path: Path) -> None:
    secret = put(tmp_path, "outside/copyright", FREE)
    root = tmp_path / "machine"
    put(root, "usr/share/doc/gcc-base/copyright", FREE)
    (root / "usr/share/doc/libgcc").symlink_to("gcc-base")
    (root / "usr/share/doc/evil").symlink_to(secret.parent)
    (root / "usr/share/doc/loop").symlink_to("loop")
    machine = Machine(root)
    assert machine.license_of(package("deb", "debian/libgcc")) is not None
    assert machine.license_of(package("deb", "debian/evil")) is None
    assert machine.license_of(package("deb", "debian/loop")) is None


@pytest.mark.parametrize("name", ["../../etc", "..", "a\x00b", "x" * 5000])
def test_a_hostile_name_leads_nowhere(tmp_path: Path, name: str) -> None:
    hostile = PackageRow("pkg:deb/x", "pkg:deb/x", "deb", name, "1.0")
    assert Machine(tmp_path).license_of(hostile) is None


def test_a_file_that_is_too_large_is_left_alone(tmp_path: Path) -> None:
    put(tmp_path, "usr/share/doc/big/copyright", FREE + " " * MAX_FILE)
    assert Machine(tmp_path).license_of(package("deb", "debian/big")) is None


def test_a_folder_that_is_not_there_is_the_users_to_mend(tmp_path: Path) -> None:
    with pytest.raises(InvalidRequest, match="no such folder"):
        Machine(tmp_path / "nowhere")


@given(st.text())
def test_no_text_breaks_the_reading_of_copyright_files(text: str) -> None:
    assert all(claim.strip() for claim in debian_copyright.licenses_in("Format: copyright-format\n" + text))
    assert all(claim.strip() for claim in debian_copyright.licenses_in(text))


@given(st.binary())
def test_no_bytes_break_the_reading_of_metadata(content: bytes) -> None:
    assert all(claim.strip() for claim in python_metadata.licenses_in(content))
    assert all(claim.strip() for claim in node_package.licenses_of(node_package.package_in(content)))


@pytest.mark.parametrize("place", ["var/lib/rpm", "usr/lib/sysimage/rpm"])
def test_the_license_of_an_rpm_package_stands_in_the_database_of_its_machine(tmp_path: Path, place: str) -> None:
    (tmp_path / place).mkdir(parents=True)
    copyfile(RPM_DATABASE, tmp_path / place / "rpmdb.sqlite")
    found = Machine(tmp_path).license_of(package("rpm", "akte-libs", "2.4-2.fc40"))
    assert found is not None
    assert (("LGPL-2.1-or-later AND MIT",), f"{place}/rpmdb.sqlite package 3") == (found.claims, found.place)


def test_another_version_of_an_rpm_package_says_nothing_of_this_one(tmp_path: Path) -> None:
    (tmp_path / "var/lib/rpm").mkdir(parents=True)
    copyfile(RPM_DATABASE, tmp_path / "var/lib/rpm/rpmdb.sqlite")
    assert None is Machine(tmp_path).license_of(package("rpm", "akte-libs", "2.3-1.fc39"))


def test_a_damaged_rpm_database_is_named(tmp_path: Path) -> None:
    put(tmp_path, "var/lib/rpm/rpmdb.sqlite", "SQLite format 3\0 and then nothing")
    with pytest.raises(RefusedDocument, match=r"^var/lib/rpm/rpmdb.sqlite: cannot be read: SQLite"):
        Machine(tmp_path).license_of(package("rpm", "akte-libs"))
