"""Any table as CSV or TSV with a column for the name of the software, headers in German or English."""

from collections.abc import Mapping

from osk_scan.model import Document, Inventory
from osk_scan.parsers._columns import checked_mapping
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._delimited import read_delimited, sniffed
from osk_scan.parsers._glance import Glance


def recognises(glance: Glance) -> bool:
    """Tell by a header that has a column for the name and another about software."""
    return not glance.head.startswith(("PK\x03\x04", "{", "<")) and sniffed(glance.head) is not None


def parse(document: Document) -> Inventory:
    """Return one component for each row that says something of its own."""
    return parse_with(document, {})


def parse_with(document: Document, mapping: Mapping[str, str]) -> Inventory:
    """Return the same, with `mapping` from column header to field before all guessing.

    Raises:
        InvalidRequest: where the mapping names a field that does not exist.
        RefusedDocument: where no row has a column for the name.
    """
    return read_delimited(document, "csv_table", checked_mapping(mapping))


PARSER = Parser(
    title="Table (CSV, TSV)",
    specification="RFC 4180; delimiters `,` `;` tab `|`; headers in `osk_scan/parsers/_columns.py`",
    versions=(),
    example="Hersteller;Produkt;Version;Anzahl",
    recognises=recognises,
    shape="table",
    parse=parse,
    parse_with=parse_with,
    deployed=True,
    tabular=True,
)
