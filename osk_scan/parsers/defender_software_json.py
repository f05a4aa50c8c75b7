"""Installed software as the interfaces of Microsoft Defender return it."""

from msgspec import field

from osk_scan.model import Document, Inventory
from osk_scan.parsers._cloud_lists import Row, columns_of, read_list
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance

_DROPPED = ("deviceId", "deviceName", "rbacGroupName", "registryPaths", "diskPaths", "DeviceId", "DeviceName")


class _Row(Row, frozen=True):
    name: str | None = field(name="softwareName", default=None)
    version: str | None = field(name="softwareVersion", default=None)
    vendor: str | None = field(name="softwareVendor", default=None)


def recognises(glance: Glance) -> bool:
    """Tell by the members of the first row."""
    return columns_of(glance) >= {"softwareVendor", "softwareName"}


def parse(document: Document) -> Inventory:
    """Return one component for each product and version; the devices are counted, not kept."""
    return read_list(document, "defender_software_json", _Row, _DROPPED)


PARSER = Parser(
    title="Defender software inventory (JSON)",
    specification="Microsoft Defender for Endpoint, Export software inventory assessment per device",
    versions=(),
    example="GET /api/machines/SoftwareInventoryByMachine",
    recognises=recognises,
    shape="json",
    marks=(
        "softwareVendor",
        "softwareName",
    ),
    parse=parse,
    deployed=True,
)
