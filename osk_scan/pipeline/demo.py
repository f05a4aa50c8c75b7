"""Run the main job on the documents of three fictional agencies."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from osk_scan.model import Context, Document
from osk_scan.pipeline.ingest import Assignment, ingest
from osk_scan.receipt import Receipt
from osk_scan.shipped import demo_folder
from osk_scan.store.database import Database
from osk_scan.store.supplements import keep_supplement
from osk_scan.yaml_reading import load_policy


class DemoSystem(Struct, frozen=True, forbid_unknown_fields=True):
    """A system and its documents, as paths below the demo's folder."""

    name: str
    documents: tuple[str, ...]
    context: Context = Context.INTERNAL
    outbound: str | None = None


class DemoAgency(Struct, frozen=True, forbid_unknown_fields=True):
    """A fictional agency."""

    name: str
    systems: tuple[DemoSystem, ...]
    supplement: str | None = None


class Demo(Struct, frozen=True, forbid_unknown_fields=True):
    """Everything the demo takes in."""

    agencies: tuple[DemoAgency, ...]


def ingest_demo(db: Database, received_at: str, folder: Path | None = None) -> Iterator[Receipt]:
    """Take the demo's documents in, agency by agency, and yield their receipts."""
    root = folder or demo_folder()
    for agency in load_policy(root / "demo.yaml", Demo).agencies:
        if agency.supplement:
            keep_supplement(db, agency.name, (root / agency.supplement).read_text("utf-8"), received_at)
        for system in agency.systems:
            assignment = Assignment(
                agency=agency.name, system=system.name, context=system.context, outbound=system.outbound
            )
            for name in system.documents:
                document = Document(Path(name).name, (root / name).read_bytes())
                yield from ingest(db, document, assignment, received_at)
