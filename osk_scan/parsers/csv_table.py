"""Any table as CSV or TSV with a column for the name of the software, headers in German or English."""

from collections.abc import Mapping

from osk_scan.model import Document
from osk_scan.parsers._delimited import delimited_parts, sniffed
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._portions import Portion
from osk_scan.parsers._tables import table_parser


def recognises(glance: Glance) -> bool:
    """Tell by a header that has a column for the name and another about software."""
    return not glance.head.startswith(("PK\x03\x04", "{", "<")) and sniffed(glance.head) is not None


def read(document: Document, mapping: Mapping[str, str]) -> tuple[Portion, ...]:
    """Return one component for each row that says something of its own.

    Raises:
        RefusedDocument: where no row has a column for the name, or those that name whose it is are missing.
    """
    return delimited_parts(document, "csv_table", mapping)


PARSER = table_parser(
    title="Table (CSV, TSV)",
    specification="RFC 4180; delimiters `,` `;` tab `|`; headers in `osk_scan/parsers/_columns.py`",
    example="Hersteller;Produkt;Version;Anzahl",
    recognises=recognises,
    shape="table",
    read=read,
)
