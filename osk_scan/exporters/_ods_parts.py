"""The parts of an OpenDocument spreadsheet: templates for what is the same in each, and tables row by row.

Source: ISO/IEC 26300 (OpenDocument 1.3), part 3.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from string import Template
from xml.sax.saxutils import escape, quoteattr

from osk_scan.exporters._columns import Column, known
from osk_scan.exporters._sheets import Cell, Sheet, safe_text
from osk_scan.model import Language

_TEMPLATES = Path(__file__).with_name("templates") / "ods"
CLOSED = "</table:table>\n"


class _Xml(str):
    """What goes into a template as it is; any other text is escaped."""

    __slots__ = ()


def begins() -> str:
    """Return the beginning of the content: the styles of columns, rows and cells."""
    widths = sorted({column.width for column in known().values()})
    columns = (
        f'<style:style style:name="w{width}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width}mm"/></style:style>'
        for width in widths
    )
    return _filled("content-begins", widths=_Xml("\n".join(columns)))


def opened(sheet: Sheet, language: Language) -> str:
    """Return the beginning of a table: its columns, those that nobody reads folded, and the head that repeats."""
    columns = "".join(_column(column) for column in sheet.columns)
    titles = "".join(_text(column.title(language), "heading") for column in sheet.columns)
    return (
        f'<table:table table:name={quoteattr(sheet.name)} table:style-name="sheet">{columns}'
        f"<table:table-header-rows><table:table-row>{titles}</table:table-row></table:table-header-rows>\n"
    )


def row(cells: Sequence[Cell], columns: Sequence[Column]) -> str:
    """Return one row; text stays text, whatever it begins with."""
    return f"<table:table-row>{''.join(map(_cell, cells, columns))}</table:table-row>\n"


def ends(written: Sequence[tuple[Sheet, int]]) -> str:
    """Return the end of the content: a filter on each table with its number of rows."""
    filters = (
        f'<table:database-range table:name="filter{number}" table:display-filter-buttons="true"'
        f" table:target-range-address={quoteattr(_address(sheet, rows))}/>"
        for number, (sheet, rows) in enumerate(written)
    )
    return _filled("content-ends", filters=_Xml("".join(filters)))


def styles(title: str, language: Language) -> str:
    """Return how a page is printed: A4 landscape, as wide as the page, title, sheet and page number below."""
    country, page = ("DE", "Seite") if language == "de" else ("GB", "Page")
    return _filled("styles", title=title, language=language, country=country, page=page)


def meta(title: str, as_of: str, software: str) -> str:
    """Return what the file says of itself; its day is that of the assessment."""
    return _filled("meta", title=title, as_of=as_of, software=software)


def settings(names: Iterable[str]) -> str:
    """Return that the first row of each sheet stays in sight."""
    return _filled("settings", sheets=_Xml("".join(_filled("settings-sheet", name=name) for name in names)))


def manifest(media_type: str) -> str:
    """Return the list of the parts."""
    return _filled("manifest", media_type=media_type)


def _filled(part: str, /, **values: str) -> str:
    said = {
        key: value if isinstance(value, _Xml) else escape(safe_text(value), {'"': "&quot;"})
        for key, value in values.items()
    }
    return _template(part).substitute(said)


@cache
def _template(name: str) -> Template:
    return Template((_TEMPLATES / f"{name}.xml").read_text("utf-8"))


def _column(column: Column) -> str:
    shown = "" if column.read else ' table:visibility="collapse"'
    made = f'<table:table-column table:style-name="w{column.width}"{shown}/>'
    return made if column.read else f'<table:table-column-group table:display="false">{made}</table:table-column-group>'


def _cell(cell: Cell, column: Column) -> str:
    if isinstance(cell, str):
        return _text(cell, "text" if column.read else "folded")
    style = "share" if isinstance(cell, float) else "whole"
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="float" office:value="{cell}">'
        f"<text:p>{cell}</text:p></table:table-cell>"
    )


def _text(text: str, style: str) -> str:
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in safe_text(text).split("\n"))
    return f'<table:table-cell table:style-name="{style}" office:value-type="string">{lines}</table:table-cell>'


def _address(sheet: Sheet, rows: int) -> str:
    name = sheet.name.replace("'", "''")
    return f"'{name}'.A1:'{name}'.{_letters(len(sheet.columns))}{rows + 1}"


def _letters(number: int) -> str:
    """Return the letters of a column counted from 1, for example AE for 31."""
    first, last = divmod(number - 1, 26)
    return (chr(64 + first) if first else "") + chr(65 + last)
