"""Tables of an HTML page that list software, as PowerShell, spreadsheets and inventory tools write them."""

import re
from collections.abc import Mapping

from osk_scan.errors import RefusedDocument
from osk_scan.model import Document
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._html import tables_of
from osk_scan.parsers._portions import Portion
from osk_scan.parsers._tables import table_parser
from osk_scan.parsers._text import HEAD, decoded
from osk_scan.parsers._unknown import web_page
from osk_scan.parsers._workbook import Sheet, sheet_portions

_ROOTS = frozenset({"html", "head", "meta", "title", "style", "body", "div", "center", "table"})
"""Tags that a page begins with, be it whole or a part of one."""
_TABLE = re.compile(rb"<\0?t\0?a\0?b\0?l\0?e", re.IGNORECASE)
"""In UTF-8 and UTF-16."""


def recognises(glance: Glance) -> bool:
    """Tell by the first tag and a table anywhere below; what it lists is seen when it is read."""
    return glance.xml_root[1].lower() in _ROOTS and bool(_TABLE.search(glance.document.content))


def read(document: Document, mapping: Mapping[str, str]) -> tuple[Portion, ...]:
    """Return one component for each row of any table that lists software; text outside of tables is no list.

    Raises:
        RefusedDocument: where no table has a header with a column for the name, or there is too much of anything.
    """
    text = decoded(document)
    tables = (table for table in tables_of(text, document.name) if table.rows)
    sheets = (Sheet(table.where, iter(table.rows), ended=table.ended) for table in tables)
    try:
        return sheet_portions(document, "html_table", sheets, mapping)
    except RefusedDocument as error:
        raise error if mapping or error.kind != "no-header" else web_page(document.name, text[:HEAD]) from None


PARSER = table_parser(
    title="HTML table",
    specification="HTML Living Standard, section 4.9 (tables); PowerShell documentation, ConvertTo-Html",
    example="Get-Package | ConvertTo-Html Name, Version, ProviderName > programme.html",
    recognises=recognises,
    shape="html",
    marks=("table",),
    read=read,
)
