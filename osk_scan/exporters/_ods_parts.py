"""The parts of an OpenDocument spreadsheet as text: styles, tables, print settings, filters and frozen heads.

Source: ISO/IEC 26300 (OpenDocument 1.3), part 3.
"""

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from osk_scan.exporters._columns import Column, known
from osk_scan.exporters._sheets import Cell, Sheet, safe_text
from osk_scan.model import Language

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = (
    " ".join(
        f'xmlns:{short}="{_OASIS}:{name}:1.0"'
        for short, name in {
            "office": "office",
            "table": "table",
            "text": "text",
            "style": "style",
            "meta": "meta",
            "number": "datastyle",
            "config": "config",
            "fo": "xsl-fo-compatible",
        }.items()
    )
    + ' xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"'
)
_CELLS = {
    "heading": '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="bottom"'
    ' fo:border-bottom="1.5pt solid #0b4a63"/><style:text-properties fo:font-weight="bold"/>',
    "text": '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/>',
    "folded": '<style:table-cell-properties style:vertical-align="top"/>',
}
_NUMBERS = {"share": 'number:decimal-places="4"', "whole": 'number:decimal-places="0" number:grouping="true"'}
CLOSED = "</table:table>\n"


def head() -> str:
    """Return the beginning of the content: the styles of columns, rows and cells."""
    widths = sorted({column.width for column in known().values()})
    columns = "".join(
        f'<style:style style:name="w{width}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width}mm"/></style:style>'
        for width in widths
    )
    cells = "".join(
        f'<style:style style:name="{name}" style:family="table-cell">{look}</style:style>'
        for name, look in _CELLS.items()
    )
    numbers = "".join(
        f'<number:number-style style:name="n-{name}"><number:number number:min-integer-digits="1" {look}/>'
        f'</number:number-style><style:style style:name="{name}" style:family="table-cell"'
        f' style:data-style-name="n-{name}"><style:table-cell-properties style:vertical-align="top"/></style:style>'
        for name, look in _NUMBERS.items()
    )
    sheet = '<style:style style:name="sheet" style:family="table" style:master-page-name="Landscape"/>'
    return (
        f"{_XML}<office:document-content {_SPACES}><office:automatic-styles>{columns}{cells}{numbers}{sheet}"
        "</office:automatic-styles><office:body><office:spreadsheet>\n"
    )


def opened(sheet: Sheet, language: Language) -> str:
    """Return the beginning of a table: its columns, those that nobody reads folded, and the head that repeats."""
    columns = "".join(_column(column) for column in sheet.columns)
    titles = "".join(_text(column.title(language), "heading") for column in sheet.columns)
    return (
        f'<table:table table:name={quoteattr(sheet.name)} table:style-name="sheet">{columns}'
        f"<table:table-header-rows><table:table-row>{titles}</table:table-row></table:table-header-rows>\n"
    )


def _column(column: Column) -> str:
    shown = "" if column.read else ' table:visibility="collapse"'
    made = f'<table:table-column table:style-name="w{column.width}"{shown}/>'
    return made if column.read else f'<table:table-column-group table:display="false">{made}</table:table-column-group>'


def row(cells: Sequence[Cell], columns: Sequence[Column]) -> str:
    """Return one row; text stays text, whatever it begins with."""
    return f"<table:table-row>{''.join(map(_cell, cells, columns))}</table:table-row>\n"


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


def tail(written: Sequence[tuple[Sheet, int]]) -> str:
    """Return the end of the content: a filter on each table."""
    ranges = "".join(
        f'<table:database-range table:name="filter{number}" table:display-filter-buttons="true"'
        f" table:target-range-address={quoteattr(_address(sheet, rows))}/>"
        for number, (sheet, rows) in enumerate(written)
    )
    return (
        f"<table:database-ranges>{ranges}</table:database-ranges>"
        "</office:spreadsheet></office:body></office:document-content>\n"
    )


def _address(sheet: Sheet, rows: int) -> str:
    name = sheet.name.replace("'", "''")
    return f"'{name}'.A1:'{name}'.{_letters(len(sheet.columns))}{rows + 1}"


def _letters(number: int) -> str:
    """Return the letters of a column counted from 1, for example AE for 31."""
    first, last = divmod(number - 1, 26)
    return (chr(64 + first) if first else "") + chr(65 + last)


def styles(title: str, language: Language) -> str:
    """Return how a page is printed: A4 landscape, as wide as the page, title, sheet and page number below."""
    page = "Seite" if language == "de" else "Page"
    return (
        f'{_XML}<office:document-styles {_SPACES}><office:styles><style:default-style style:family="table-cell">'
        f'<style:text-properties fo:font-size="9pt" fo:language="{language}"'
        f' fo:country="{"DE" if language == "de" else "GB"}" fo:font-family="\'Liberation Sans\', Arial"/>'
        "</style:default-style></office:styles><office:automatic-styles>"
        '<style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="29.7cm"'
        ' fo:page-height="21cm" style:print-orientation="landscape" fo:margin="1.1cm" style:scale-to-X="1"'
        ' style:scale-to-Y="0" style:print-page-order="ltr"/><style:header-style/><style:footer-style>'
        '<style:header-footer-properties fo:min-height="0.7cm" fo:margin-top="0.2cm"/></style:footer-style>'
        "</style:page-layout></office:automatic-styles><office:master-styles><style:master-page"
        ' style:name="Landscape" style:page-layout-name="A4"><style:header style:display="false"/><style:footer>'
        f"<style:region-left><text:p>{escape(safe_text(title))}</text:p></style:region-left>"
        "<style:region-center><text:p><text:sheet-name>?</text:sheet-name></text:p></style:region-center>"
        f"<style:region-right><text:p>{page} <text:page-number>1</text:page-number> / <text:page-count>1"
        "</text:page-count></text:p></style:region-right></style:footer></style:master-page>"
        "</office:master-styles></office:document-styles>\n"
    )


def meta(title: str, as_of: str, software: str) -> str:
    """Return what the file says of itself; its day is that of the assessment."""
    return (
        f"{_XML}<office:document-meta {_SPACES}><office:meta><meta:generator>osk-scan {escape(software)}"
        f"</meta:generator><dc:title>{escape(safe_text(title))}</dc:title><meta:creation-date>{as_of}T00:00:00"
        f"</meta:creation-date><dc:date>{as_of}T00:00:00</dc:date></office:meta></office:document-meta>\n"
    )


def settings(names: Iterable[str]) -> str:
    """Return that the first row of each sheet stays in sight."""
    frozen = "".join(
        f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'
        for name, kind, value in (
            ("VerticalSplitMode", "short", 2),
            ("VerticalSplitPosition", "int", 1),
            ("PositionBottom", "int", 1),
            ("ActiveSplitRange", "short", 2),
        )
    )
    sheets = "".join(
        f"<config:config-item-map-entry config:name={quoteattr(name)}>{frozen}</config:config-item-map-entry>"
        for name in names
    )
    return (
        f"{_XML}<office:document-settings {_SPACES}><office:settings>"
        '<config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        f'<config:config-item-map-named config:name="Tables">{sheets}</config:config-item-map-named>'
        "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set>"
        "</office:settings></office:document-settings>\n"
    )


def manifest(media_type: str) -> str:
    """Return the list of the parts."""
    space = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}.xml" manifest:media-type="text/xml"/>'
        for name in ("content", "styles", "meta", "settings")
    )
    return (
        f'{_XML}<manifest:manifest {space} manifest:version="1.3"><manifest:file-entry manifest:full-path="/"'
        f' manifest:version="1.3" manifest:media-type="{media_type}"/>{entries}</manifest:manifest>\n'
    )
