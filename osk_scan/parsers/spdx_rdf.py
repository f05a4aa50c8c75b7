"""SPDX 2.2 and 2.3 as RDF/XML."""

from typing import Any

import msgspec

from osk_scan.model import Document, Inventory
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._rdf import constant, license_text, node_name, target, texts
from osk_scan.parsers._spdx import DOCUMENT
from osk_scan.parsers._spdx_document import VERSIONS, parse_spdx
from osk_scan.parsers._xml import Element, child, children, line_of, local, tree

_TERMS = "http://spdx.org/rdf/terms"
_PACKAGE = {
    "name": "name",
    "versionInfo": "versionInfo",
    "supplier": "supplier",
    "originator": "originator",
    "downloadLocation": "downloadLocation",
    "packageFileName": "packageFileName",
}
_EXTRACTED = {"licenseId": "licenseId", "name": "name", "extractedText": "extractedText"}


def recognises(glance: Glance) -> bool:
    """Tell whether the root element is RDF, with SPDX's vocabulary in the head."""
    return glance.xml_root[1] == "RDF" and _TERMS in glance.head


def parse(document: Document) -> Inventory:
    """Return what an SPDX RDF/XML document says."""
    shape = _Shape()
    for element in tree(document).iter():
        shape.take(element)
    as_json = Document(document.name, msgspec.json.encode(shape.outermost))
    return parse_spdx(as_json, "spdx_rdf", shape.address)


class _Shape:
    """The document in its JSON shape, in the making."""

    def __init__(self) -> None:
        self.outermost: dict[str, Any] = {"SPDXID": DOCUMENT, "packages": [], "relationships": []}
        self._lines: dict[str, list[int]] = {}

    def take(self, element: Element) -> None:
        """Put one node where it belongs."""
        match local(element):
            case "SpdxDocument":
                self._take_document(element)
            case "Package" if len(element):
                self._append("packages", element, _package(element))
            case "File" if len(element):
                entry = {"SPDXID": node_name(element), "fileName": target_text(element, "fileName")}
                self._append(
                    "files", element, {**entry, "licenseConcluded": license_text(child(element, "licenseConcluded"))}
                )
            case "Snippet":
                self._append("snippets", element, {"SPDXID": node_name(element)})
            case "ExtractedLicensingInfo" if len(element):
                extracted = {"licenseId": node_name(element), **texts(element, _EXTRACTED)}
                self._append("hasExtractedLicensingInfos", element, extracted)
            case "Relationship":
                self._take_relationship(element)

    def address(self, key: str, at: int) -> str:
        """Return the line on which a node begins."""
        return f"line {self._lines[key][at]}"

    def _take_document(self, element: Element) -> None:
        info = child(child(element, "creationInfo"), "CreationInfo")
        self.outermost["spdxVersion"] = target_text(element, "specVersion")
        self.outermost["documentNamespace"] = str(element.values()[0]).partition("#")[0] if element.values() else None
        self.outermost["creationInfo"] = {
            "created": target_text(info, "created") if info is not None else None,
            "creators": [(creator.text or "").strip() for creator in children(info, "creator")],
        }
        self.outermost["documentDescribes"] = [target(part) for part in children(element, "describesPackage")]

    def _take_relationship(self, element: Element) -> None:
        property_ = element.getparent()
        owner = property_.getparent() if property_ is not None else None
        related = child(element, "relatedSpdxElement")
        entry = {
            "spdxElementId": node_name(owner) if owner is not None else "",
            "relationshipType": constant(child(element, "relationshipType"), "relationshipType_"),
            "relatedSpdxElement": target(related) if related is not None else "NOASSERTION",
        }
        if entry["relatedSpdxElement"] in ("none", "noassertion"):
            entry["relatedSpdxElement"] = entry["relatedSpdxElement"].upper()
        self._append("relationships", element, entry)

    def _append(self, key: str, element: Element, entry: dict[str, Any]) -> None:
        self.outermost.setdefault(key, []).append(entry)
        self._lines.setdefault(key, []).append(line_of(element))


def target_text(element: Element, name: str) -> str | None:
    """Return the text of the first property of that name, or the name of the node it leads to."""
    part = child(element, name)
    return None if part is None else (part.text or "").strip() or target(part)


def _package(element: Element) -> dict[str, Any]:
    checksums = [child(checksum, "Checksum") for checksum in children(element, "checksum")]
    references = [child(reference, "ExternalRef") for reference in children(element, "externalRef")]
    purpose = child(element, "primaryPackagePurpose")
    return {
        "SPDXID": node_name(element) or None,
        **texts(element, _PACKAGE),
        "licenseDeclared": license_text(child(element, "licenseDeclared")),
        "licenseConcluded": license_text(child(element, "licenseConcluded")),
        "licenseInfoFromFiles": [
            found for part in children(element, "licenseInfoFromFiles") if (found := license_text(part))
        ],
        "primaryPackagePurpose": constant(purpose, "purpose_") or None,
        "checksums": [
            {"algorithm": constant(child(checksum, "algorithm"), "checksumAlgorithm_")}
            for checksum in checksums
            if checksum is not None
        ],
        "externalRefs": [
            {
                "referenceType": target_text(reference, "referenceType"),
                "referenceLocator": target_text(reference, "referenceLocator"),
            }
            for reference in references
            if reference is not None
        ],
    }


PARSER = Parser(
    title="SPDX 2 RDF/XML",
    specification="ISO/IEC 5962:2021, SPDX Specification 2.3",
    versions=VERSIONS,
    example="java -jar tools-java.jar Convert bom.spdx bom.spdx.rdf.xml",
    recognises=recognises,
    shape="xml",
    marks=("RDF",),
    parse=parse,
)
