"""Lists of software from Microsoft's services: JSON with the rows under `value`, or the rows alone."""

from msgspec import Raw, Struct

from osk_scan.model import Document, Inventory, Kind
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._records import each, json_document, json_part, nameless, numbered
from osk_scan.parsers._windows_parts import is_part


class Row(Struct, frozen=True, omit_defaults=True):
    """What is read of a row, whatever its service calls it."""

    name: str | None = None
    version: str | None = None
    vendor: str | None = None
    count: int | None = None


def columns_of(glance: Glance) -> frozenset[str]:
    """Return the members of the first row; empty where the document is no such list."""
    if glance.first_item:
        return frozenset(glance.first_item)
    value = glance.json.get("value")
    return frozenset(Glance(Document("", bytes(value))).first_item) if value is not None else frozenset()


def read_list(document: Document, format_name: str, kind: type[Row], dropped: tuple[str, ...]) -> Inventory:
    """Return one component for each product and version; `dropped` names members that are never read."""
    gathering = Gathering(format_name)
    glance = Glance(document)
    present = columns_of(glance)
    gathering.dropped_columns = tuple(column for column in dropped if column in present)
    wrapped = "value" in glance.json
    rows = json_document(document, dict[str, Raw])["value"] if wrapped else Raw(document.content)
    listed = json_part(document, rows, list[Raw])
    where = "/value" if wrapped else ""
    for _, at, row in each(gathering, numbered(listed), kind, where, private=True):
        if not row.name:
            nameless(gathering, at, row)
        elif is_part(row.name):
            gathering.fold()
        else:
            gathering.install(
                ref=f"{row.vendor or ''}/{row.name}@{row.version or ''}",
                name=row.name,
                version=row.version or None,
                vendor=row.vendor or None,
                kind=Kind.APPLICATION,
                installations=1 if row.count is None else gathering.counted(at, row.count, str(row.count)),
                where=at,
            )
    return gathering.inventory()
