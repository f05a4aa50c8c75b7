"""What RPM packages require and provide becomes edges; the database that says so may be hostile."""

import sqlite3
import struct
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osk_scan.errors import RefusedDocument
from osk_scan.model import Document, Inventory
from osk_scan.parsers import parse, recognised
from osk_scan.parsers._rpm_header import NAME, DamagedHeader, RpmHeader
from osk_scan.parsers._rpm_rich import rich_groups

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
TABLE = "CREATE TABLE 'Packages' (hnum INTEGER PRIMARY KEY AUTOINCREMENT,blob BLOB NOT NULL)"


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("(a or b or c)", (("a", "b", "c"),)),
        ("(a and b)", (("a",), ("b",))),
        ("(a >= 3.2 or b < 1:2)", (("a", "b"),)),
        ("(a or (b and c))", (("a", "b"), ("a", "c"))),
        ("(a if here)", (("a",),)),
        ("(a if gone)", ()),
        ("(a if (gone or here) else b)", (("a",),)),
        ("(a if (gone and here) else b)", (("b",),)),
        ("(a unless here)", ()),
        ("(a unless here else b)", (("b",),)),
        ("(python3dist(x) >= 1 with python3dist(x) < 2)", (("python3dist(x)",), ("python3dist(x)",))),
        ("(a without b)", (("a",),)),
        ("(libx.so.1(X_1.0)(64bit) or /usr/bin/x)", (("libx.so.1(X_1.0)(64bit)", "/usr/bin/x"),)),
        ("((((a))))", (("a",),)),
    ],
)
def test_a_boolean_dependency_becomes_groups_of_which_one_is_needed_each(
    text: str, groups: tuple[tuple[str, ...], ...]
) -> None:
    assert groups == rich_groups(text, "here".__eq__)


@pytest.mark.parametrize("text", ["(a or", "a or b)", "(a b)", "(or)", "()", "(a and b or c)", "", "(a if)", "a b"])
def test_what_is_no_boolean_dependency_is_told_apart(text: str) -> None:
    assert None is rich_groups(text, "here".__eq__)


@given(st.text(st.sampled_from("() ab<=orandifelse"), max_size=60))
def test_no_text_is_too_strange_for_a_boolean_dependency(text: str) -> None:
    assert all(name.strip() for group in rich_groups(text, bool) or () for name in group)


def test_depth_and_breadth_of_a_boolean_dependency_are_bounded() -> None:
    assert (("a",),) == rich_groups("(" * 4000 + "a" + ")" * 4000, bool)
    assert None is rich_groups("(" * 40_000 + "a" + ")" * 40_000, bool)
    wide = " or ".join(["(a and b)"] * 20)
    assert (("a", "b"),) == rich_groups(f"({wide})", bool)


def test_the_database_and_the_listing_of_one_machine_say_the_same() -> None:
    database = _inventory("rpm_database/as-rpm-keeps-it.sqlite")
    listing = _inventory("rpm_requires/minimal.txt")
    assert _linked(database) == _linked(listing)
    assert sorted(map(_said, database.components)) == sorted(map(_said, listing.components))
    assert database.dangling == listing.dangling == 1


def test_a_kernel_needs_the_modules_of_its_own_version() -> None:
    assert {
        ("kernel-core-6.8-1", "kernel-modules-6.8-1"),
        ("kernel-core-6.9-1", "kernel-modules-6.9-1"),
    } == _edges(
        *(_listed(f"kernel-core-{v}-1", [f"kernel-modules = {v}-1"]) for v in ("6.8", "6.9")),
        *(_listed(f"kernel-modules-{v}-1", [], [f"kernel-modules = {v}-1"]) for v in ("6.8", "6.9")),
    )


def test_a_package_does_not_depend_on_another_for_what_it_provides_itself() -> None:
    assert set() == _edges(_listed("a-1-1", ["config(a)"], ["config(a)"]), _listed("b-1-1", [], ["config(a)"]))


def test_a_file_is_found_through_the_links_into_usr() -> None:
    assert {("a-1-1", "bash-5-1")} == _edges(_listed("a-1-1", ["/bin/sh"]), _listed("bash-5-1", files=["/usr/bin/sh"]))
    assert {("a-1-1", "bash-5-1")} == _edges(_listed("a-1-1", ["/usr/bin/sh"]), _listed("bash-5-1", [], ["/bin/sh"]))


def test_a_boolean_dependency_that_cannot_be_read_is_told() -> None:
    inventory = parse(Document("x", _listed("a-1-1", ["(b or"]).encode()))
    assert [("not-read", "a", "(b or")] == [(p.kind, p.component, p.detail) for p in inventory.problems]


def _packages(change: Callable[[sqlite3.Connection], object]) -> Document:
    opened = sqlite3.connect(":memory:")
    change(opened)
    opened.commit()
    return Document("rpmdb.sqlite", opened.serialize())


@pytest.mark.parametrize(
    "script",
    [
        "CREATE VIEW Packages AS SELECT 1 AS hnum, x'00' AS blob",
        "CREATE VIRTUAL TABLE Packages USING fts5(hnum, blob)",
        "CREATE TABLE Packages (hnum INTEGER PRIMARY KEY, blob BLOB GENERATED ALWAYS AS (zeroblob(1000000000)))",
        "CREATE TABLE Packages (hnum INTEGER PRIMARY KEY, blob BLOB AS (hex(hnum)))",
        "CREATE TABLE Andere (hnum INTEGER)",
    ],
)
def test_a_database_that_would_run_something_of_its_own_is_refused(script: str) -> None:
    document = _packages(lambda opened: opened.executescript(script))
    with pytest.raises(RefusedDocument, match=r"^rpmdb.sqlite"):
        parse(document, "rpm_database")


def test_a_row_that_holds_no_header_is_quarantined() -> None:
    document = _packages(lambda opened: opened.executescript(f"{TABLE}; INSERT INTO Packages VALUES (1, 'text')"))
    (kept,) = parse(document, "rpm_database").quarantined
    assert ("unreadable-entry", "package 1") == (kept.problem.kind, kept.problem.where)


def test_a_database_cut_short_is_refused_in_one_line() -> None:
    content = (FIXTURES / "rpm_database/as-rpm-keeps-it.sqlite").read_bytes()
    with pytest.raises(RefusedDocument, match="SQLite: ") as refused:
        parse(Document("rpmdb.sqlite", content[: len(content) // 2]), "rpm_database")
    assert "\n" not in str(refused.value)


def test_another_database_is_not_taken_for_one_of_rpm() -> None:
    document = _packages(lambda opened: opened.execute("CREATE TABLE Andere (hnum INTEGER)"))
    with pytest.raises(RefusedDocument, match="SQLite"):
        recognised(document)


@pytest.mark.parametrize(
    "blob",
    [
        b"",
        struct.pack(">II", 0xFFFFFFFF, 0),
        struct.pack(">II", 1, 0xFFFFFFFF) + struct.pack(">IIiI", NAME, 6, 0, 1),
        struct.pack(">II", 1, 2) + struct.pack(">IIiI", NAME, 6, -1, 1) + b"a\0",
        struct.pack(">II", 1, 2) + struct.pack(">IIiI", NAME, 8, 0, 0xFFFFFFFF) + b"a\0",
        struct.pack(">II", 1, 1) + struct.pack(">IIiI", NAME, 6, 0, 1) + b"a",
        struct.pack(">II", 1, 4) + struct.pack(">IIiI", NAME, 4, 0, 0xFFFFFFF) + b"abcd",
    ],
)
def test_a_header_that_points_out_of_itself_is_damaged(blob: bytes) -> None:
    with pytest.raises(DamagedHeader):
        _ = (header := RpmHeader(blob)).texts(NAME), header.numbers(NAME)


@given(st.binary(max_size=200))
def test_no_bytes_are_too_strange_for_a_header(blob: bytes) -> None:
    with suppress(DamagedHeader):
        assert "\0" not in RpmHeader(blob).text(NAME)


def _listed(
    nevr: str, requires: list[str] | None = None, provides: list[str] | None = None, files: list[str] | None = None
) -> str:
    name, version, release = nevr.rsplit("-", 2)
    lines = [f"Name: {name}", "Epoch: (none)", f"Version: {version}", f"Release: {release}", "Arch: noarch"]
    lines += [f"Requires: {need}" for need in requires or ()] + [f"Provides: {said}" for said in provides or ()]
    return "\n".join([*lines, *(f"File: {path}" for path in files or ()), "", ""])


def _edges(*listed: str) -> set[tuple[str, str]]:
    inventory = parse(Document("rpm.txt", "".join(listed).encode()))
    assert inventory.dangling == 0
    return {
        (source.removesuffix(".noarch"), target.removesuffix(".noarch")) for source, target, _ in _linked(inventory)
    }


def _inventory(path: str) -> Inventory:
    return parse(Document(path, (FIXTURES / path).read_bytes()))


def _linked(inventory: Inventory) -> set[tuple[str, str, bool]]:
    refs = [component.ref for component in inventory.components]
    return {(refs[edge.source], refs[edge.target], edge.alternatives > 0) for edge in inventory.dependencies}


def _said(component: object) -> str:
    return repr([getattr(component, field) for field in ("name", "version", "purl", "declared", "vendor")])
