"""A supplement as a table, for agencies that keep it in a spreadsheet: columns about, id, field, value.

    about,id,field,value
    agency,Bezirksamt A,,
    system,c1,requires,windows-11
    system,c1,requires,windows-11|debian
    product,office,cost_per_year,750.00

Several `requires` of one system add up; `|` parts the members of an OR group.
"""

import csv
from typing import Any

import msgspec

from osk_scan.errors import InvalidPolicy, one_line
from osk_scan.sovereignty.supplement import Supplement

_COLUMNS = ("about", "id", "field", "value")
_SECTIONS = {"system": "systems", "product": "products"}
_TRUTHS = {"ja": True, "true": True, "nein": False, "false": False}


def read_table(content: bytes, name: str) -> Supplement:
    """Return the supplement that the CSV `content` says; a semicolon parts columns as well as a comma.

    Raises:
        InvalidPolicy: with file and line.
    """
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise InvalidPolicy(name, "not UTF-8", "save the table as CSV UTF-8") from None
    delimiter = ";" if lines and lines[0].count(";") > lines[0].count(",") else ","
    rows = csv.reader(lines, delimiter=delimiter)
    if tuple(cell.strip() for cell in next(rows, [])) != _COLUMNS:
        raise InvalidPolicy(f"{name} line 1", "not the columns of a supplement", f"write {','.join(_COLUMNS)}")
    plain: dict[str, Any] = {"systems": {}, "products": {}}
    for number, row in enumerate(rows, 2):
        if any(cell.strip() for cell in row):
            _enter(plain, [cell.strip() for cell in row], f"{name} line {number}")
    try:
        return msgspec.convert(plain, Supplement)
    except msgspec.ValidationError as error:
        raise InvalidPolicy(name, one_line(str(error)), "see the fields of a supplement file") from None


def _enter(plain: dict[str, Any], row: list[str], where: str) -> None:
    about, id_, field, value = (*row, "", "", "", "")[:4]
    if about == "agency":
        plain["agency"] = id_
        return
    section = _SECTIONS.get(about)
    if section is None:
        raise InvalidPolicy(where, f"about `{one_line(about)}`", "write agency, system or product")
    entry = plain[section].setdefault(id_, {})
    if field == "requires":
        group = tuple(part.strip() for part in value.split("|"))
        entry.setdefault("requires", []).append(group)
    elif field:
        entry[field] = _TRUTHS.get(value.casefold(), value) if field == "workstation" else value
