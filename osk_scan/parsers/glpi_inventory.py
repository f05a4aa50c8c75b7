"""What a GLPI agent reports of one machine, as JSON; host, users and network are not read."""

from msgspec import Raw, Struct, field

from osk_scan.model import Document, Inventory
from osk_scan.parsers._agents import Entry, take_entry
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._records import each, json_document, json_part, numbered

_MACHINE = frozenset(
    {"deviceid", "tag", "hardware", "bios", "users", "networks", "accesslog", "local_users", "processes"}
)
_PERSONAL = ("username", "userid", "folder")


class _Report(Struct, frozen=True):
    content: dict[str, Raw]


class _Software(Struct, frozen=True):
    name: str | None = None
    version: str | None = None
    publisher: str | None = None
    arch: str | None = None
    manager: str | None = field(name="from", default=None)
    guid: str | None = None
    category: str | None = field(name="system_category", default=None)


def recognises(glance: Glance) -> bool:
    """Tell by the envelope of the agents: content, device and action."""
    return glance.json.keys() >= {"content", "deviceid"}


def parse(document: Document) -> Inventory:
    """Return one component for each piece of software; updates and language packs are folded."""
    gathering = Gathering("glpi_inventory")
    report = json_document(document, _Report)
    sections = tuple(sorted(_MACHINE & report.content.keys()))
    softwares = report.content.get("softwares")
    personal = (key for key in _PERSONAL if f'"{key}"'.encode() in bytes(softwares or b""))
    gathering.dropped_columns = ("deviceid", *sections, *(f"softwares.{key}" for key in personal))
    if softwares is None:
        gathering.problem("not-read", "/content", None, "no section softwares")
        return gathering.inventory()
    listed = json_part(document, softwares, list[Raw])
    for _, where, item in each(gathering, numbered(listed), _Software, "/content/softwares", private=True):
        entry = Entry(item.name, item.version, item.publisher, item.arch, item.manager, item.guid, item.category)
        take_entry(gathering, where, entry)
    return gathering.inventory()


PARSER = Parser(
    title="GLPI inventory",
    specification="GLPI inventory_format, inventory.schema.json",
    versions=(),
    example="glpi-inventory --json",
    recognises=recognises,
    shape="json",
    marks=(
        "content",
        "deviceid",
    ),
    parse=parse,
    deployed=True,
)
