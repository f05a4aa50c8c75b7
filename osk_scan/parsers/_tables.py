"""What the parsers of tables with any columns share: read as they are, or with columns that the uploader names."""

from collections.abc import Callable, Mapping
from typing import Literal

from osk_scan.model import Document, Inventory
from osk_scan.parsers._columns import checked_mapping
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._parts import Part


def table_parser(
    *,
    title: str,
    specification: str,
    example: str,
    shape: Literal["table", "workbook"],
    recognises: Callable[[Glance], bool],
    read: Callable[[Document, Mapping[str, str]], tuple[Part, ...]],
) -> Parser:
    """Return the descriptor of a format whose tables `read` parts, given fields by column header."""

    def parse(document: Document) -> Inventory:
        """Return one component for each row that says something of its own; it is all one part."""
        return read(document, {})[0].inventory

    def parse_with(document: Document, mapping: Mapping[str, str]) -> tuple[Part, ...]:
        """Return the parts, with `mapping` from column header to field before all guessing."""
        return read(document, checked_mapping(mapping))

    return Parser(
        title=title,
        specification=specification,
        versions=(),
        example=example,
        recognises=recognises,
        shape=shape,
        parse=parse,
        parse_with=parse_with,
        deployed=True,
        tabular=True,
    )
