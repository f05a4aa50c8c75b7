"""What an OCS, FusionInventory or GLPI agent reports of one machine, as XML; host, users and network are not read."""

from osk_scan.model import Document, Inventory
from osk_scan.parsers._agents import Entry, take_entry
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._elements import elements, texts
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._xml import local

_DROPPED = ("DEVICEID", "ACCOUNTINFO", "HARDWARE", "BIOS", "USERS", "NETWORKS", "LOCAL_USERS", "PROCESSES", "ACCESSLOG")
_PERSONAL = ("USERNAME", "USERID", "FOLDER")


def recognises(glance: Glance) -> bool:
    """Tell by the root REQUEST with a CONTENT in it."""
    return glance.xml_root[1] == "REQUEST" and "<CONTENT" in glance.head


def parse(document: Document) -> Inventory:
    """Return one component for each piece of software; updates and language packs are folded."""
    gathering, sections = Gathering("fusion_inventory"), dict[str, None]()
    number = 0
    for event, element in elements(document.content, document.name, "SOFTWARES", *_DROPPED):
        if event == "start":
            continue
        if local(element) != "SOFTWARES":
            sections[local(element)] = None
            continue
        number += 1
        said = texts(element)
        sections.update((f"SOFTWARES.{key}", None) for key in _PERSONAL if key in said)
        entry = Entry(*(said.get(key) for key in ("NAME", "VERSION", "PUBLISHER", "ARCH", "FROM", "GUID")))
        take_entry(gathering, f"/REQUEST/CONTENT/SOFTWARES[{number}]", entry)
    gathering.dropped_columns = tuple(sections)
    return gathering.inventory()


PARSER = Parser(
    title="FusionInventory / OCS",
    specification="FusionInventory agent, XML inventory (REQUEST, CONTENT, SOFTWARES)",
    versions=(),
    example="fusioninventory-agent --local . --no-category=process",
    recognises=recognises,
    shape="xml",
    marks=("REQUEST",),
    parse=parse,
    deployed=True,
)
