"""Write the smallest workbooks that hold given cells, with whatever is to be said of a cell."""

import zipfile
from collections.abc import Sequence
from io import BytesIO

Sheets = Sequence[tuple[str, Sequence[Sequence[str]]]]

_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_ODS_CELL = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
_XLSX_CELL = '<c t="inlineStr"><is><t>{}</t></is></c>'


def ods(sheets: Sheets) -> bytes:
    """Return an OpenDocument spreadsheet; a cell that begins with `<` is written as it is."""
    tables = "".join(
        f'<table:table table:name="{name}">{_rows(rows, "table:table-row", _ODS_CELL)}</table:table>'
        for name, rows in sheets
    )
    namespaces = f'xmlns:office="{_ODF}:office:1.0" xmlns:table="{_ODF}:table:1.0" xmlns:text="{_ODF}:text:1.0"'
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"<office:document-content {namespaces}>{tables}</office:document-content>",
        }
    )


def xlsx(sheets: Sheets) -> bytes:
    """Return an Excel workbook; a cell that begins with `<` is written as it is."""
    tabs = "".join(f'<sheet name="{name}" r:id="r{at}"/>' for at, (name, _) in enumerate(sheets))
    links = "".join(f'<Relationship Id="r{at}" Target="{at}.xml"/>' for at in range(len(sheets)))
    return zipped(
        {
            "xl/workbook.xml": f'<workbook xmlns:r="r">{tabs}</workbook>',
            "xl/_rels/workbook.xml.rels": f"<Relationships>{links}</Relationships>",
        }
        | {
            f"xl/{at}.xml": f"<worksheet>{_rows(rows, 'row', _XLSX_CELL)}</worksheet>"
            for at, (_, rows) in enumerate(sheets)
        }
    )


WRITERS = {"ods": ods, "xlsx": xlsx}


def zipped(entries: dict[str, str]) -> bytes:
    """Return a zip archive of the entries."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, entry in entries.items():
            archive.writestr(name, entry)
    return content.getvalue()


def _rows(rows: Sequence[Sequence[str]], row: str, cell: str) -> str:
    filled = ("".join(text if text.startswith("<") else cell.format(text) for text in cells) for cells in rows)
    return "".join(f"<{row}>{cells}</{row}>" for cells in filled)
