"""A supplement as a table, for agencies that keep it in a spreadsheet: columns about, id, field, value.

    about,id,field,value
    agency,Bezirksamt A,,
    system,c1,requires,windows-11
    system,c1,requires,windows-11|debian
    product,office,cost_per_year,750.00

Several `requires` of one system add up; `|` parts the members of an OR group. Days and amounts may be written as German
spreadsheets write them: 31.12.2027 and 1.234,50.
"""

import csv
import re
from typing import Any

from osk_scan.errors import InvalidPolicy, one_line
from osk_scan.sovereignty.supplement import ProductSupplement, Supplement, SystemSupplement
from osk_scan.yaml_reading import convert_policy

_COLUMNS = ["about", "id", "field", "value"]
_SECTIONS: dict[str, tuple[str, type[SystemSupplement | ProductSupplement]]] = {
    "system": ("systems", SystemSupplement),
    "product": ("products", ProductSupplement),
}
_TRUTHS = {"ja": True, "true": True, "nein": False, "false": False}
_GERMAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_GERMAN_EUROS = re.compile(r"\d{1,3}(\.\d{3})+(,\d{1,2})?|\d+,\d{1,2}")


def read_table(text: str, name: str) -> Supplement:
    """Return the supplement that a CSV `text` says; a semicolon or tab parts columns as well as a comma.

    Raises:
        InvalidPolicy: with file and line.
    """
    lines = text.splitlines()
    rows = csv.reader(lines, delimiter=max(",;\t", key=lines[0].count) if lines else ",")
    if [cell.strip() for cell in next(rows, [])] != _COLUMNS:
        raise InvalidPolicy(f"{name} line 1", "not the columns of a supplement", f"write {','.join(_COLUMNS)}")
    plain: dict[str, Any] = {"systems": {}, "products": {}}
    for number, row in enumerate(rows, 2):
        if any(cell.strip() for cell in row):
            _enter(plain, [cell.strip() for cell in row], f"{name} line {number}")
    return convert_policy(plain, Supplement, name)


def _enter(plain: dict[str, Any], row: list[str], where: str) -> None:
    about, id_, field, value = (*row, "", "", "", "")[:4]
    if about == "agency":
        if plain.setdefault("agency", id_) != id_:
            raise InvalidPolicy(where, f"a second agency, `{one_line(id_)}`", "write a table for each agency")
        return
    if about not in _SECTIONS:
        raise InvalidPolicy(where, f"about `{one_line(about)}`", "write agency, system or product")
    section, kind = _SECTIONS[about]
    entry = plain[section].setdefault(id_, {})
    if not field:
        return
    said = _said(field, value)
    convert_policy({field: [said] if field == "requires" else said}, kind, where)
    if field == "requires":
        entry.setdefault("requires", []).append(said)
    elif entry.setdefault(field, said) != said:
        raise InvalidPolicy(where, f"`{one_line(id_)}` already has another {one_line(field)}", "keep one of them")


def _said(field: str, value: str) -> object:
    """Return what a cell says; German spreadsheets write days and amounts in their own way."""
    if field == "requires":
        return [part.strip() for part in value.split("|")]
    if field == "workstation":
        return _TRUTHS.get(value.casefold(), value)
    if day := _GERMAN_DAY.fullmatch(value):
        return f"{day[3]}-{day[2]:>02}-{day[1]:>02}"
    if field == "cost_per_year" and _GERMAN_EUROS.fullmatch(value):
        return value.replace(".", "").replace(",", ".")
    return value
