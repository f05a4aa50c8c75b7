"""SPDX 2.2 and 2.3 as XML."""

from typing import Any

import msgspec

from osk_scan.model import Document, Inventory
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._spdx import DOCUMENT
from osk_scan.parsers._spdx_document import VERSIONS, parse_spdx
from osk_scan.parsers._xml import Element, branches, local

_LISTS = frozenset(
    {"packages", "files", "snippets", "relationships", "hasExtractedLicensingInfos", "documentDescribes"}
)
_LISTS_INSIDE = frozenset({"checksums", "externalRefs", "creators", "licenseInfoFromFiles"})


def recognises(glance: Glance) -> bool:
    """Tell whether the root element is a document with SPDX's identifier in its head."""
    return glance.xml_root == ("", "Document") and ("<spdxVersion>" in glance.head or DOCUMENT in glance.head)


def parse(document: Document) -> Inventory:
    """Return what an SPDX XML document says."""
    outermost: dict[str, Any] = {}
    for name, element in branches(document):
        if name in _LISTS:
            outermost.setdefault(name, []).append(_plain(element))
        elif name:
            outermost.setdefault(name, _plain(element))
    as_json = Document(document.name, msgspec.json.encode(outermost))
    return parse_spdx(as_json, "spdx_xml", lambda key, at: f"/Document/{key}[{at + 1}]")


def _plain(element: Element) -> object:
    """Return an entry in its JSON shape, two levels deep: nothing that counts lies deeper."""
    if not len(element):
        return (element.text or "").strip()
    plain: dict[str, Any] = {}
    for part in element:
        value = (
            {local(detail): (detail.text or "").strip() for detail in part} if len(part) else (part.text or "").strip()
        )
        if local(part) in _LISTS_INSIDE:
            plain.setdefault(local(part), []).append(value)
        else:
            plain.setdefault(local(part), value)
    return plain


PARSER = Parser(
    title="SPDX 2 XML",
    specification="ISO/IEC 5962:2021, SPDX Specification 2.3",
    versions=VERSIONS,
    example="java -jar tools-java.jar Convert bom.spdx bom.spdx.xml",
    recognises=recognises,
    shape="xml",
    marks=("Document",),
    parse=parse,
)
