"""SPDX 2.2 and 2.3 as JSON."""

import re

from osk_scan.model import Document, Inventory
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._spdx import DOCUMENT
from osk_scan.parsers._spdx_document import VERSIONS, parse_spdx

_MARK = re.compile(r'"spdxVersion"\s*:\s*"SPDX-')


def recognises(glance: Glance) -> bool:
    """Tell whether the outermost object is an SPDX document; a broken one, whether its head says so."""
    if glance.json:
        return glance.json_text("spdxVersion").startswith("SPDX-") or glance.json_text("SPDXID") == DOCUMENT
    return glance.head.startswith("{") and bool(_MARK.search(glance.head))


def parse(document: Document) -> Inventory:
    """Return what an SPDX JSON document says."""
    return parse_spdx(document, "spdx_json")


PARSER = Parser(
    title="SPDX 2 JSON",
    specification="ISO/IEC 5962:2021, SPDX Specification 2.3",
    versions=VERSIONS,
    example="syft . --output spdx-json",
    recognises=recognises,
    shape="json",
    marks=("spdxVersion",),
    parse=parse,
)
