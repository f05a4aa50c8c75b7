"""What the parsers of tables share: known by the names of their columns, or read with those that the uploader names."""

from collections.abc import Callable, Mapping

from osk_scan.model import Document, Inventory, Kind
from osk_scan.parsers._columns import checked_mapping
from osk_scan.parsers._contract import Parser, Shape
from osk_scan.parsers._delimited import header_words, read_delimited
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._portions import Portion


def table_parser(
    *,
    title: str,
    specification: str,
    example: str,
    shape: Shape,
    recognises: Callable[[Glance], bool],
    read: Callable[[Document, Mapping[str, str]], tuple[Portion, ...]],
    marks: tuple[str, ...] = (),
    tabular: bool = True,
) -> Parser:
    """Return the descriptor of a format whose tables `read` divides, given fields by column header."""

    def parse(document: Document) -> Inventory:
        """Return one component for each row that says something of its own; it is all one portion."""
        return read(document, {})[0].inventory

    def parse_with(document: Document, mapping: Mapping[str, str]) -> tuple[Portion, ...]:
        """Return the portions, with `mapping` from column header to field before all guessing."""
        return read(document, checked_mapping(mapping))

    return Parser(
        title=title,
        specification=specification,
        versions=(),
        example=example,
        recognises=recognises,
        shape=shape,
        marks=marks,
        parse=parse,
        parse_with=parse_with,
        deployed=True,
        tabular=tabular,
    )


def export_parser(
    name: str, signatures: tuple[frozenset[str], ...], *, title: str, specification: str, example: str
) -> Parser:
    """Return the descriptor of a delimited list of programs that is known by its columns: any one set will do."""

    def recognises(glance: Glance) -> bool:
        """Tell by the names of the columns, which are the same in every language."""
        words = header_words(glance.head)
        return any(signature <= words for signature in signatures)

    def parse(document: Document) -> Inventory:
        """Return one component for each program and version; rows of several machines are its installations."""
        return read_delimited(document, name, Kind.APPLICATION)

    return Parser(
        title=title,
        specification=specification,
        versions=(),
        example=example,
        recognises=recognises,
        shape="table",
        parse=parse,
        deployed=True,
    )
