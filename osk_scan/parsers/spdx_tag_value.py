"""SPDX 2.2 and 2.3 as tag-value text."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from osk_scan.model import Document, Inventory
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._spdx_document import VERSIONS, parse_spdx
from osk_scan.parsers._text import decoded
from osk_scan.problems import refused

_MARK = re.compile(r"^SPDXVersion\s*:", re.MULTILINE)
_OPEN, _CLOSE = "<text>", "</text>"

_BEGINS = {
    "PackageName": ("packages", "name"),
    "FileName": ("files", "fileName"),
    "SnippetSPDXID": ("snippets", "SPDXID"),
    "LicenseID": ("hasExtractedLicensingInfos", "licenseId"),
}
"""Tags that begin a new entry: in which list, and under which key their value goes."""

_FIELDS = {
    "SPDXVersion": "spdxVersion",
    "DocumentNamespace": "documentNamespace",
    "SPDXID": "SPDXID",
    "PackageVersion": "versionInfo",
    "PackageSupplier": "supplier",
    "PackageOriginator": "originator",
    "PackageDownloadLocation": "downloadLocation",
    "PackageFileName": "packageFileName",
    "PackageLicenseDeclared": "licenseDeclared",
    "PackageLicenseConcluded": "licenseConcluded",
    "LicenseConcluded": "licenseConcluded",
    "PrimaryPackagePurpose": "primaryPackagePurpose",
    "LicenseName": "name",
    "ExtractedText": "extractedText",
}


def recognises(glance: Glance) -> bool:
    """Tell whether the text has the tag of the version."""
    return not glance.head.startswith(("{", "[", "<")) and bool(_MARK.search(glance.head))


def parse(document: Document) -> Inventory:
    """Return what an SPDX tag-value document says."""
    shape = _Shape()
    for line, tag, value in _tags(document):
        shape.take(line, tag, value)
    as_json = Document(document.name, msgspec.json.encode(shape.outermost))
    return parse_spdx(as_json, "spdx_tag_value", shape.address)


class _Shape:
    """The document in its JSON shape, in the making."""

    def __init__(self) -> None:
        self.outermost: dict[str, Any] = {"creationInfo": {"creators": []}}
        self._entry: dict[str, Any] = self.outermost
        self._lines: dict[str, list[int]] = {}

    def take(self, line: int, tag: str, value: str) -> None:
        """Put one tag where it belongs; tags that nothing here is made of are passed over."""
        if tag in _BEGINS:
            key, name = _BEGINS[tag]
            self._entry = self._append(key, line, {name: value})
        elif tag == "Relationship":
            parts = value.split()
            keys = ("spdxElementId", "relationshipType", "relatedSpdxElement")
            self._append("relationships", line, dict(zip(keys, parts, strict=False)))
        elif tag == "Creator":
            self.outermost["creationInfo"]["creators"].append(value)
        elif tag == "Created":
            self.outermost["creationInfo"]["created"] = value
        elif tag == "PackageLicenseInfoFromFiles":
            self._entry.setdefault("licenseInfoFromFiles", []).append(value)
        elif tag == "PackageChecksum":
            self._entry.setdefault("checksums", []).append({"algorithm": value.partition(":")[0].strip()})
        elif tag == "ExternalRef":
            _, _, rest = value.partition(" ")
            kind, _, locator = rest.strip().partition(" ")
            self._entry.setdefault("externalRefs", []).append(
                {"referenceType": kind, "referenceLocator": locator.strip()}
            )
        elif tag in _FIELDS:
            self._entry.setdefault(_FIELDS[tag], value)

    def address(self, key: str, at: int) -> str:
        """Return the line on which an entry begins."""
        return f"line {self._lines[key][at]}"

    def _append(self, key: str, line: int, entry: dict[str, Any]) -> dict[str, Any]:
        self.outermost.setdefault(key, []).append(entry)
        self._lines.setdefault(key, []).append(line)
        return entry


def _tags(document: Document) -> Iterator[tuple[int, str, str]]:
    """Yield (line, tag, value); a value between `<text>` and `</text>` may run over lines."""
    lines = iter(enumerate(decoded(document).splitlines(), 1))
    for number, line in lines:
        tag, colon, value = line.partition(":")
        value = value.strip()
        if not colon or line.startswith("#"):
            continue
        if value.startswith(_OPEN):
            parts = [value.removeprefix(_OPEN)]
            while _CLOSE not in parts[-1]:
                _, more = next(lines, (0, None))
                if more is None:
                    raise refused("unreadable", document.name, f"line {number}: {_OPEN} is never closed")
                parts.append(more)
            value = "\n".join(parts).partition(_CLOSE)[0]
        yield number, tag.strip(), value


PARSER = Parser(
    title="SPDX 2 tag-value",
    specification="ISO/IEC 5962:2021, SPDX Specification 2.3",
    versions=VERSIONS,
    example="syft . --output spdx-tag-value",
    recognises=recognises,
    parse=parse,
)
