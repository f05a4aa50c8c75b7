"""Records of named fields, one program each, read as rows of a table that has a column for each name."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from osk_scan.model import Document, Kind
from osk_scan.parsers._columns import Layout, layout
from osk_scan.parsers._headers import Headers
from osk_scan.parsers._portions import Portion, Portions
from osk_scan.parsers._row import Row
from osk_scan.parsers._rows import refuse_without_owners, take_rows
from osk_scan.problems import refused

MAX_NAMES = 1_000
"""Different names of fields in one document; a machine's registry has about a hundred."""


class Record(NamedTuple):
    """The fields of one program and the line they begin at."""

    where: str
    fields: Mapping[str, str]


def record_portions(
    document: Document,
    format_name: str,
    records: Sequence[Record],
    mapping: Mapping[str, str],
    unread: Sequence[str] = (),
) -> tuple[Portion, ...]:
    """Return one component for each record, with `mapping` from name to field before all guessing.

    The lines in `unread` are told.

    Raises:
        RefusedDocument: where there are too many names, or none of them is that of a name of software.
    """
    portions = Portions(format_name)
    if not records:
        return portions.finished()
    names = tuple(dict.fromkeys(name for record in records for name in record.fields))
    if len(names) > MAX_NAMES:
        raise refused("cap-exceeded", document.name, f"more than {MAX_NAMES} names of fields")
    said = layout(names, mapping)
    if "name" not in said.places:
        raise refused("no-header", document.name)
    refuse_without_owners(document, [said])
    read, columns = _only_read(names, said, mapping)
    rows = (Row(record.where, [record.fields.get(name, "") for name in read]) for record in records)
    portions.tell_together("lines-not-read", unread)
    take_rows(portions, rows, Row(records[0].where, read), columns, Headers(mapping), Kind.APPLICATION)
    return portions.finished()


def _only_read(names: Sequence[str], said: Layout, mapping: Mapping[str, str]) -> tuple[list[str], Layout]:
    """Return the names that are read and their layout: of a hundred fields a row need not hold the others."""
    read = [names[at] for at in sorted({*said.places.values(), *said.licenses})]
    columns = layout(read, mapping)
    return read, replace(columns, dropped=said.dropped, unread=said.unread, machines=said.machines, absent=said.absent)
