"""Write receipts: what became of a document, each component accounted for."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from unicodedata import normalize

from msgspec import Struct
from msgspec.structs import replace

from osk_scan.errors import InvalidRequest, RefusedDocument
from osk_scan.model import Context, Document, Inventory, Problem
from osk_scan.parsers import Portion, parsers
from osk_scan.pipeline.reading import Unread
from osk_scan.problems import TOLD_PER_KIND, refusal, untold
from osk_scan.quality.measuring import measure
from osk_scan.quality.profile import profiles
from osk_scan.receipt import Counts, Receipt
from osk_scan.store.database import Database
from osk_scan.store.receipts import KeptReceipt, find_receipt, receipt_of
from osk_scan.store.systems import Placement


class Assignment(Struct, frozen=True, kw_only=True):
    """Whose document it is and what the uploader says about it; None: not said."""

    agency: str
    system: str | None = None
    """Without one, the document's name without folders and ending."""
    source: str | None = None
    """Without one, the document's name: another document of this name takes its place."""
    context: Context | None = None
    outbound: str | None = None
    format: str | None = None
    mapping: Mapping[str, str] = {}
    """Field by column header, for tables whose columns the uploader names."""
    strict: bool = False
    """Refuse what does not follow the official schema of its format."""


def place_of(document: Document | Unread, assignment: Assignment, portion: Portion | None = None) -> Placement:
    """Return where the document's inventory belongs, or that of a portion: what its rows name goes before all else."""
    agency, system = (portion.agency, portion.system) if portion else (None, None)
    system = system or assignment.system or PurePosixPath(document.name).stem or document.name
    source = (assignment.source or document.name) + _unnamed(assignment, portion)
    return Placement(
        # One spelling of each letter: macOS writes the umlauts of file names as two signs.
        agency=normalize("NFC", agency or assignment.agency),
        system=normalize("NFC", system),
        source=normalize("NFC", source),
        context=assignment.context,
        outbound=assignment.outbound,
    )


def _unnamed(assignment: Assignment, portion: Portion | None) -> str:
    """Return an ending for the source of rows that name no owner: the default may be a system that others name."""
    owners = {"agency": portion.agency, "system": portion.system} if portion else {}
    asked = assignment.mapping.values()
    return "".join(f"#no-{field}" for field, owner in owners.items() if owner is None and field in asked)


def written(
    document: Document, place: Placement, inventory: Inventory, number: int | None, told: tuple[Problem, ...] = ()
) -> Receipt:
    """Return the receipt of a document that was read, and kept where it has a `number`; `told` are further problems."""
    return Receipt(
        document=document.name,
        sha256=document.sha256,
        format=inventory.format,
        spec_version=inventory.spec_version,
        agency=place.agency,
        system=place.system,
        source=place.source,
        inventory_id=number,
        state="stored" if number is not None else "read",
        counts=counts(inventory),
        dropped_columns=inventory.dropped_columns,
        problems=(*inventory.problems, *_unreadable(inventory), *told),
        quality={each.profile.id: each.by_field for each in measure(inventory, *profiles().values())},
        deployed=parsers()[inventory.format].deployed,
    )


def _unreadable(inventory: Inventory) -> Iterator[Problem]:
    """Yield why components could not be read: the first of each kind one by one; all are kept with their raw text."""
    counted: Counter[str] = Counter()
    for kept in inventory.quarantined:
        counted[kept.problem.kind] += 1
        if counted[kept.problem.kind] <= TOLD_PER_KIND:
            yield kept.problem
    yield from untold(counted)


def counts(inventory: Inventory) -> Counts:
    """Return the ledger of an inventory."""
    return Counts(
        in_=inventory.found,
        stored=len(inventory.components),
        merged=inventory.merged,
        quarantined=len(inventory.quarantined),
        folded=inventory.folded,
        dependencies=len(inventory.dependencies),
        dangling=inventory.dangling,
    )


def unchanged(db: Database, document: Document, number: int) -> Receipt:
    """Return the receipt of a document whose bytes already count: what inventory `number` got when it was stored."""
    return replace(receipt_of(db, number), document=document.name, state="unchanged")


def unread(document: Unread, place: Placement) -> Receipt:
    """Return the receipt of a document of which nothing could be read; its hash is not known."""
    return replace(refused(Document(document.name, b""), place, document.refusal), sha256="")


def refused(document: Document, place: Placement, error: RefusedDocument, told: tuple[Problem, ...] = ()) -> Receipt:
    """Return the receipt of a document of which nothing is kept, and why; `told` are further problems."""
    return Receipt(
        document=document.name,
        sha256=document.sha256,
        format=None,
        spec_version=None,
        agency=place.agency,
        system=place.system,
        source=place.source,
        inventory_id=None,
        state="refused",
        counts=None,
        problems=(refusal(error), *told),
    )


def receipt_numbered(db: Database, number: int) -> KeptReceipt:
    """Return one kept receipt.

    Raises:
        InvalidRequest: where there is none of this number.
    """
    found = find_receipt(db, number)
    if found is None:
        raise InvalidRequest(f"receipt {number}", "there is none of this number", "see `osk-scan receipts`")
    return found
