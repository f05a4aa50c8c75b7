"""Turn a document into an inventory: one input format per file."""

import re
import sys
from collections.abc import Mapping
from functools import cache

from osk_scan.discovery import modules_of
from osk_scan.errors import InvalidRequest
from osk_scan.model import Document, Inventory, Problem
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._portions import Portion
from osk_scan.parsers._unknown import unknown
from osk_scan.parsers._unwrapping import unwrapped
from osk_scan.problems import refused

__all__ = ["Portion", "parse", "parse_mapped", "parsers", "recognised", "unwrapped", "validate"]


_SAYS_ANYTHING = re.compile(rb"[^ \t\r\n\0\xef\xbb\xbf\xff\xfe]")


@cache
def parsers() -> dict[str, Parser]:
    """Return every parser by the name of its format, those for any table last."""
    found = {module.__name__.rsplit(".", 1)[-1]: _descriptor(module) for module in modules_of(sys.modules[__name__])}
    return dict(sorted(found.items(), key=lambda pair: (pair[1].tabular, pair[0])))


def recognised(document: Document) -> str:
    """Return the name of the one format that `document` is in.

    Raises:
        RefusedDocument: where it is empty or in no known format, or where formats contradict each other.
    """
    if not _SAYS_ANYTHING.search(document.content):
        raise refused("empty", document.name)
    glance = Glance(document)
    for tabular in (False, True):
        names = [name for name, parser in parsers().items() if parser.tabular is tabular and parser.recognises(glance)]
        if len(names) > 1:
            raise refused("ambiguous-format", document.name, ", ".join(names))
        if names:
            return names[0]
    raise unknown(glance, parsers())


def parse(document: Document, format_name: str | None = None) -> Inventory:
    """Return what `document` says, in the format given or recognised.

    Raises:
        RefusedDocument: where the document is unusable as a whole.
    """
    name = format_name or recognised(document)
    if name not in parsers():
        raise refused("unknown-format", document.name, name)
    return parsers()[name].parse(document)


def parse_mapped(document: Document, mapping: Mapping[str, str], format_name: str | None = None) -> tuple[Portion, ...]:
    """Return what a table says whose columns the user names: `mapping` is from header to field.

    Shape: one portion, or where columns are named that say whose software a row lists, one for each agency and system.

    Raises:
        InvalidRequest: where the format has no columns, or there is no such field.
        RefusedDocument: where the document is unusable as a whole, or has no such columns.
    """
    name = format_name or _table_format(document)
    parse_with = parsers()[name].parse_with if name in parsers() else None
    if parse_with is None:
        tables = ", ".join(other for other, parser in parsers().items() if parser.parse_with)
        raise InvalidRequest(f"{document.name} as {name}", "its columns cannot be named", f"formats: {tables}")
    return parse_with(document, mapping)


def validate(document: Document, format_name: str | None = None) -> tuple[Problem, ...]:
    """Return where `document` does not follow the official schema of its format; nothing where there is none.

    Raises:
        RefusedDocument: where the document is unusable as a whole.
    """
    from osk_scan.parsers._schema import validate as against_schema

    return against_schema(document, format_name or recognised(document))


def _table_format(document: Document) -> str:
    """Return the format of a table that may have no header we know; delimited text is the plainest of them."""
    glance = Glance(document)
    marked = ((name, parser) for name, parser in parsers().items() if parser.shape in ("workbook", "html"))
    books = (name for name, parser in marked if parser.recognises(glance))
    return next(books, "csv_table")


def _descriptor(module: object) -> Parser:
    descriptor = getattr(module, "PARSER", None)
    if not isinstance(descriptor, Parser):
        raise TypeError(f"{module} does not end with a PARSER")
    return descriptor
