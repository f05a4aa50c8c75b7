"""Data protection at the door: nothing about persons and machines reaches the database file."""

import csv
import json
import re
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from osk_scan.errors import InvalidRequest
from osk_scan.model import Document
from osk_scan.parsers import parsers
from osk_scan.pipeline.ingest import Assignment, ingest
from osk_scan.pipeline.protecting import Pseudonyms, pseudonyms_of
from osk_scan.store.database import Database
from osk_scan.store.documents import raw_document
from osk_scan.store.integrity import broken
from tests.command import run

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
NOW = "2026-11-23T10:00:00+00:00"
PERSONS_AND_MACHINES = re.compile(
    rb"\bmuster\b(?! gmbh)|muster@|probe@|beispiel@|Frau |Herr |PC-\d|pc-\d|/home/|/Users/|C:\\\\Users"
)
"""What the fixtures call persons, machines and their folders."""

LISTS = [
    pytest.param(path, id=f"{name}/{path.name}")
    for name, parser in parsers().items()
    if parser.deployed
    for path in sorted((FIXTURES / name).glob("*"))
    if not path.name.endswith(".expected.json")
]


@pytest.mark.parametrize("path", LISTS)
def test_no_person_and_no_machine_of_a_list_is_in_the_database_file(path: Path, tmp_path: Path) -> None:
    dropped = _keep(Document(path.name, path.read_bytes()), path.parent.name, tmp_path)
    content = b"".join(file.read_bytes() for file in sorted(tmp_path.iterdir()))
    assert not PERSONS_AND_MACHINES.findall(content)
    private = {value for value in _values(path, dropped) if value.encode() in content}
    assert not private


def test_the_columns_left_out_hold_values_that_the_test_above_looks_for() -> None:
    path = FIXTURES / "csv_table" / "fleet-with-host-names.tsv"
    header = path.read_text("utf-8-sig").splitlines()[0].split("\t")
    assert set(_values(path, tuple(header)))


@pytest.mark.parametrize("path", LISTS)
def test_a_list_is_not_kept_as_it_was_handed_in(path: Path, tmp_path: Path) -> None:
    document = Document(path.name, path.read_bytes())
    with Database(tmp_path / "osk.db") as db:
        for receipt in ingest(db, document, Assignment(agency="A", format=path.parent.name), NOW):
            if receipt.inventory_id is not None:
                assert raw_document(db, receipt.inventory_id) is None
                assert "document-not-kept" in {problem.kind for problem in receipt.problems}
        assert () == broken(db)


def test_an_sbom_is_kept_byte_for_byte(tmp_path: Path) -> None:
    document = Document("bom.json", (FIXTURES / "cyclonedx_json" / "minimal.json").read_bytes())
    with Database(tmp_path / "osk.db") as db:
        (receipt,) = ingest(db, document, Assignment(agency="A"), NOW)
        assert receipt.inventory_id is not None
        assert document == raw_document(db, receipt.inventory_id)


AS_KEPT_BEFORE = """
    DELETE FROM _sqlite_migrations WHERE name = '0015_forget_lists';
    PRAGMA user_version = 0;
"""


def test_lists_that_an_older_database_kept_are_erased_and_sboms_stay(tmp_path: Path) -> None:
    database, secret = tmp_path / "osk.db", b"PC-0815 of Frau Muster " * 500
    sbom = Document("bom.json", (FIXTURES / "cyclonedx_json" / "minimal.json").read_bytes())
    with Database(database) as db:
        (listed,) = ingest(db, Document("liste.csv", b"Produkt;Version\nVLC;3.0\n"), Assignment(agency="A"), NOW)
        (kept,) = ingest(db, sbom, Assignment(agency="A"), NOW)
    with closing(sqlite3.connect(database)) as older:
        older.execute("UPDATE document SET content = ? WHERE content IS NULL", (secret,))
        older.commit()
        older.executescript(AS_KEPT_BEFORE)
    assert secret[:40] in database.read_bytes()
    with Database(database) as db:
        assert listed.inventory_id is not None
        assert kept.inventory_id is not None
        assert (None, sbom) == (raw_document(db, listed.inventory_id), raw_document(db, kept.inventory_id))
        assert () == broken(db)
    assert secret[:40] not in database.read_bytes()


def test_documents_named_after_machines_are_kept_under_pseudonyms(tmp_path: Path) -> None:
    hosts = tmp_path / "hosts"
    hosts.mkdir()
    for name in ("PC-0815.json", "PC-0816.json"):
        (hosts / name).write_bytes((FIXTURES / "glpi_inventory" / "minimal.json").read_bytes())
    (hosts / "PC-0817.json").write_bytes(b"{")
    done = run(tmp_path, "ingest", "hosts", "--agency", "A", "--system", "Clients", "--named-after-hosts", "--json")
    names = [json.loads(line)["document"] for line in done.stdout.splitlines()]
    assert 3 == len(set(names))
    assert all(re.fullmatch(r"host-[0-9a-f]{16}\.json", name) for name in names)
    assert "PC-08" not in done.stdout + done.stderr
    assert b"PC-08" not in (tmp_path / "osk.db").read_bytes()
    again = run(tmp_path, "ingest", "hosts/PC-0815.json", "--agency", "A", "--system", "Clients", "--named-after-hosts")
    assert (0, True) == (again.returncode, names[0] in again.stdout and "unchanged" in again.stdout)


def test_a_pseudonym_is_the_same_for_one_agency_and_another_for_the_next(tmp_path: Path) -> None:
    database = tmp_path / "osk.db"
    first, again, other = (pseudonyms_of(agency, database) for agency in ("A", "A", "B"))
    assert first.of("PC-1") == again.of("pc-1") != other.of("PC-1")
    assert first.of("PC-1") != first.of("PC-2")


def test_keys_lie_outside_the_database_and_only_their_owner_reads_them(tmp_path: Path) -> None:
    pseudonyms_of("A", tmp_path / "osk.db")
    (key,) = (tmp_path / "osk.db.keys").iterdir()
    assert 0o600 == stat.S_IMODE(key.stat().st_mode)


def test_a_damaged_key_is_not_used(tmp_path: Path) -> None:
    pseudonyms_of("A", tmp_path / "osk.db")
    (key,) = (tmp_path / "osk.db.keys").iterdir()
    key.write_bytes(b"")
    with pytest.raises(InvalidRequest, match="32 bytes"):
        pseudonyms_of("A", tmp_path / "osk.db")


def test_a_pseudonym_is_the_keyed_hash_that_the_standard_defines() -> None:
    # Test case 2 of RFC 4231, section 4.3, in lower case as names are compared.
    assert "host-5bdcc146bf60754e" == Pseudonyms(b"Jefe").of("what do ya want for nothing?")


def _keep(document: Document, form: str, folder: Path) -> tuple[str, ...]:
    with Database(folder / "osk.db") as db:
        receipts = ingest(db, document, Assignment(agency="A", format=form), NOW)
    return tuple(column for receipt in receipts for column in receipt.dropped_columns)


def _values(path: Path, dropped: tuple[str, ...]) -> Iterator[str]:
    """Yield what stands under dropped columns of a table or dropped members of JSON, where it is telling."""
    keys = {column.rpartition(".")[2] for column in dropped}
    text = path.read_bytes().decode("utf-16" if path.read_bytes()[:2] == b"\xff\xfe" else "utf-8-sig", "replace")
    found = _json_values([*_documents(text)], keys) if text.lstrip().startswith(("{", "[")) else _cells(text, keys)
    for value in found:
        if len(value) >= 6 and not value.isdigit() and value not in keys:
            yield value


def _documents(text: str) -> Iterator[object]:
    """Yield the one JSON document of a text, or those of its lines."""
    at = len(text) - len(text.lstrip())
    while at < len(text):
        document, end = json.JSONDecoder().raw_decode(text, at)
        yield document
        at = end + len(text[end:]) - len(text[end:].lstrip())


def _cells(text: str, keys: set[str]) -> Iterator[str]:
    for delimiter in "\t;,":
        rows = list(csv.reader(text.splitlines(), delimiter=delimiter))
        headers = [row for row in rows if keys & {cell.strip() for cell in row}]
        columns = [at for at, cell in enumerate(headers[0]) if cell.strip() in keys] if headers else []
        yield from (row[at].strip() for row in rows for at in columns if at < len(row) and row is not headers[0])


def _json_values(node: object, keys: set[str], private: bool = False) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _json_values(value, keys, private or key in keys)
    elif isinstance(node, list):
        for value in node:
            yield from _json_values(value, keys, private)
    elif private and isinstance(node, str):
        yield node
