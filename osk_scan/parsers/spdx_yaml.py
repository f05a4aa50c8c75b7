"""SPDX 2.2 and 2.3 as YAML."""

import re

import msgspec

from osk_scan.model import Document, Inventory
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._spdx_document import VERSIONS, parse_spdx
from osk_scan.parsers._text import decoded
from osk_scan.problems import refused
from osk_scan.yaml_reading import UnreadableYaml, read_yaml_as_text

_MARK = re.compile(
    r"^[\"']?(?:spdxVersion[\"']?\s*:\s*[\"']?SPDX-|SPDXID[\"']?\s*:\s*[\"']?SPDXRef-DOCUMENT)", re.MULTILINE
)
_TAG_VALUE = re.compile(r"^SPDXVersion\s*:", re.MULTILINE)


def recognises(glance: Glance) -> bool:
    """Tell whether an outermost key is the version or the document's own identifier, as YAML spells them."""
    head = glance.head
    return not head.startswith(("{", "[", "<")) and bool(_MARK.search(head)) and not _TAG_VALUE.search(head)


def parse(document: Document) -> Inventory:
    """Return what an SPDX YAML document says; addresses are JSON pointers."""
    try:
        content = msgspec.json.encode(read_yaml_as_text(decoded(document).encode("utf-8", "replace")))
    except UnreadableYaml as error:
        raise refused("unreadable", document.name, f"line {error.line}: {error}") from None
    except (UnicodeEncodeError, TypeError) as error:
        raise refused("unreadable", document.name, str(error)) from None
    return parse_spdx(Document(document.name, content), "spdx_yaml")


PARSER = Parser(
    title="SPDX 2 YAML",
    specification="ISO/IEC 5962:2021, SPDX Specification 2.3",
    versions=VERSIONS,
    example="ort report --report-formats SpdxDocument",
    recognises=recognises,
    parse=parse,
)
