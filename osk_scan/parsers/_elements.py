"""Stream the elements of hostile XML by their names, each freed once it is read."""

from collections.abc import Iterator

from lxml import etree

from osk_scan.model import Document
from osk_scan.parsers._xml import Element, broken, local, safe_xml, stream_of


def elements(content: bytes, where: str, *tags: str) -> Iterator[tuple[str, Element]]:
    """Yield (`start` or `end`, element) of the elements named in `tags` (`{*}name` for any namespace).

    At its `end` an element is whole; afterwards it is emptied, so that memory does not grow with the document.
    libxml2's own bounds hold: 256 levels, 10 MB for one text.

    Raises:
        RefusedDocument: where there is a DTD, or the XML is not well-formed.
    """
    stream = stream_of(safe_xml(Document(where, content)), *tags)
    try:
        for event, element in stream:
            yield event, element
            if event == "end":
                _free(element)
    except etree.XMLSyntaxError as error:
        raise broken(where, error, stream.error_log) from None


def texts(element: Element) -> dict[str, str]:
    """Return the texts of the children by local name, the first of each, without white space around."""
    found: dict[str, str] = {}
    for child in element:
        found.setdefault(local(child), (child.text or "").strip())
    return found


def _free(element: Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
