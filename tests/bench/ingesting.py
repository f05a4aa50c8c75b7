"""From bytes on disk to committed rows: osk-scan beside the floor and its peers."""

import itertools
import sqlite3
import subprocess
import tempfile
from pathlib import Path

import msgspec

_fresh = itertools.count()


def floor(bom: Path) -> None:
    """Decode into the few fields that count and insert them plainly: no format could be read with less."""
    document = msgspec.json.decode(bom.read_bytes(), type=_Bom)
    with tempfile.TemporaryDirectory() as folder:
        connection = sqlite3.connect(Path(folder, "floor.db"))
        connection.execute("CREATE TABLE component (ref, name, version, purl, license, supplier)")
        connection.execute("CREATE TABLE dependency (source, target)")
        with connection:
            connection.executemany(
                "INSERT INTO component VALUES (?, ?, ?, ?, ?, ?)",
                (
                    (c.ref, c.name, c.version, c.purl, c.licenses[0].license.id, c.supplier.name)
                    for c in document.components
                ),
            )
            connection.executemany(
                "INSERT INTO dependency VALUES (?, ?)",
                ((d.ref, target) for d in document.dependencies for target in d.depends_on),
            )
        connection.close()


def osk_scan(bom: Path) -> None:
    """Ingest into a new database: detection, receipts, ledger, identities and edges included."""
    with tempfile.TemporaryDirectory() as folder:
        ingest_into(bom, Path(folder, "osk.db"))


def ingest_into(bom: Path, database: Path) -> None:
    """Ingest into `database`, new or not."""
    from osk_scan.pipeline.ingest import Assignment, ingest
    from osk_scan.pipeline.reading import documents_at
    from osk_scan.store.database import Database

    with Database(database) as db:
        for document in documents_at(bom):
            (receipt,) = ingest(db, document, Assignment(agency="A", system="S"), "2026-11-23T00:00:00+00:00")
    if receipt.state == "refused":
        raise AssertionError(receipt)


def cyclonedx_python_lib(bom: Path) -> None:
    """Read with the official library."""
    import json

    from cyclonedx.model.bom import Bom

    Bom.from_json(json.loads(bom.read_bytes()))  # type: ignore[attr-defined]  # added by a decorator


def lib4sbom(bom: Path) -> None:
    """Read with lib4sbom."""
    from lib4sbom.parser import SBOMParser  # type: ignore[import-untyped]  # ships no types

    parser = SBOMParser()
    parser.parse_file(str(bom))


def syft(bom: Path) -> None:
    """Convert with syft, which reads the document wholly."""
    subprocess.run(["syft", "convert", str(bom), "-o", "syft-json=/dev/null"], check=True, capture_output=True)


class _License(msgspec.Struct):
    id: str


class _Choice(msgspec.Struct):
    license: _License


class _Supplier(msgspec.Struct):
    name: str


class _Component(msgspec.Struct):
    name: str
    version: str
    purl: str
    licenses: list[_Choice]
    supplier: _Supplier
    ref: str = msgspec.field(name="bom-ref")


class _Dependency(msgspec.Struct):
    ref: str
    depends_on: list[str] = msgspec.field(name="dependsOn", default_factory=list)


class _Bom(msgspec.Struct):
    components: list[_Component]
    dependencies: list[_Dependency]
