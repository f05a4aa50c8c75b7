"""Read facts from a table that an advisor keeps: one fact a row, each with its own source and date."""

import csv
import io
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Collection, Mapping
from itertools import islice
from typing import Any

import msgspec
from msgspec import Struct

from osk_scan.catalogue.entries import CatalogueFile, ProductAddition, SourceEntry
from osk_scan.catalogue.importers.overlay import Imported
from osk_scan.catalogue.product import DOMAINS, Product
from osk_scan.day import is_day
from osk_scan.errors import InvalidRequest, one_line
from osk_scan.yaml_reading import convert_policy

COLUMNS = ("product", "fact", "values", "source", "url", "license", "retrieved", "author", "confidence")
_REQUIRED = ("product", "fact", "values", "source", "retrieved")
MAX_ROWS = 100_000


class _Row(Struct, frozen=True):
    product: str
    fact: str
    values: tuple[str, ...]
    source: SourceEntry


def import_facts_csv(content: bytes, products: Mapping[str, Product]) -> Imported:
    """Return the facts of a CSV table with the columns `COLUMNS`; several possible values are parted by `|`.

    Raises:
        InvalidRequest: for a table without the required columns.
        InvalidPolicy: for a source without a proper date or title.
    """
    additions: dict[str, dict[str, Any]] = {}
    sources: dict[SourceEntry, str] = {}
    left_out: list[str] = []
    for number, cells in enumerate(_rows(content), start=2):
        row = _row(cells, f"facts table line {number}")
        reason = _refusal(row, products)
        if reason:
            left_out.append(f"line {number}: {reason}")
            continue
        if row.fact in additions.get(row.product, ()):
            left_out.append(f"line {number}: {row.fact} of {row.product} is said already further up")
            continue
        key = sources.setdefault(row.source, f"import-{len(sources) + 1}")
        additions.setdefault(row.product, {})[row.fact] = {"is": list(row.values), "source": key}
    file = CatalogueFile(
        {key: source for source, key in sources.items()},
        {},
        {},
        {product: msgspec.convert(facts, ProductAddition) for product, facts in sorted(additions.items())},
    )
    return Imported(file, tuple(left_out))


def _rows(content: bytes) -> list[dict[str, str]]:
    text = _text(content)
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        _refuse_missing_columns(table.fieldnames or ())
        rows = [
            {key: value.strip() for key, value in cells.items() if key and isinstance(value, str)}
            for cells in islice(table, MAX_ROWS + 1)
        ]
    except csv.Error as error:
        raise InvalidRequest(f"facts table line {table.line_num}", one_line(str(error)), "mend the row") from None
    if not rows or len(rows) > MAX_ROWS:
        raise InvalidRequest("facts table", f"has {'no' if not rows else 'too many'} rows", f"hand in 1 to {MAX_ROWS}")
    return rows


def _refuse_missing_columns(present: Collection[str]) -> None:
    missing = [column for column in _REQUIRED if column not in present]
    if missing:
        raise InvalidRequest(
            "facts table", f"the column `{missing[0]}` is missing", f"name the columns {', '.join(COLUMNS)}"
        )


def _text(content: bytes) -> str:
    """Return the table as text: UTF-8, what Excel calls Unicode text, or Windows-1252."""
    encoding = "utf-16" if content.startswith((BOM_UTF16_BE, BOM_UTF16_LE)) else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _row(cells: dict[str, str], where: str) -> _Row:
    said = {column: cells[column] for column in ("url", "license", "author", "confidence") if cells.get(column)}
    source = {"title": cells.get("source", ""), "retrieved": cells.get("retrieved", ""), **said}
    values = tuple(value.strip() for value in cells.get("values", "").split("|") if value.strip())
    return _Row(cells.get("product", ""), cells.get("fact", ""), values, convert_policy(source, SourceEntry, where))


def _refusal(row: _Row, products: Mapping[str, Product]) -> str | None:
    if row.product not in products:
        return f"the catalogue has no product `{one_line(row.product, 60)}`"
    if row.fact not in DOMAINS:
        return f"`{one_line(row.fact, 60)}` is no fact; facts are {', '.join(DOMAINS)}"
    if not row.source.title:
        return "has no source"
    if not is_day(row.source.retrieved):
        return f"`{row.source.retrieved}` is no day"
    foreign = [value for value in row.values if value not in DOMAINS[row.fact]]
    if foreign or not row.values:
        return f"`{one_line(foreign[0], 60) if foreign else ''}` is no value of {row.fact}"
    return None
