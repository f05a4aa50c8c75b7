"""Stream the elements of hostile XML by their names, each freed once it is read."""

from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from osk_scan.errors import one_line
from osk_scan.model import Document
from osk_scan.parsers._xml import Element, local, safe_xml
from osk_scan.problems import refused


def elements(content: bytes, where: str, *tags: str) -> Iterator[tuple[str, Element]]:
    """Yield (`start` or `end`, element) of the elements named in `tags` (`{*}name` for any namespace).

    At its `end` an element is whole; afterwards it is emptied, so that memory does not grow with the document.
    libxml2's own bounds hold: 256 levels, 10 MB for one text.

    Raises:
        RefusedDocument: where there is a DTD, or the XML is not well-formed.
    """
    stream = etree.iterparse(
        BytesIO(safe_xml(Document(where, content))),
        events=("start", "end"),
        tag=tags or None,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for event, element in stream:
            yield event, element
            if event == "end":
                _free(element)
    except etree.XMLSyntaxError as error:
        raise refused("unreadable", where, one_line(str(error))) from None


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
