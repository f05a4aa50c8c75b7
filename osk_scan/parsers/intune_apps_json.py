"""Discovered apps as Microsoft Graph returns them for Intune."""

from msgspec import field

from osk_scan.model import Document, Inventory
from osk_scan.parsers._cloud_lists import Row, columns_of, read_list
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance


class _Row(Row, frozen=True):
    name: str | None = field(name="displayName", default=None)
    version: str | None = None
    vendor: str | None = field(name="publisher", default=None)
    count: int | None = field(name="deviceCount", default=None)


def recognises(glance: Glance) -> bool:
    """Tell by the members of the first row."""
    return columns_of(glance) >= {"displayName", "deviceCount"}


def parse(document: Document) -> Inventory:
    """Return one component for each app and version with the number of its devices."""
    return read_list(document, "intune_apps_json", _Row, ("managedDevices",))


PARSER = Parser(
    title="Intune discovered apps (JSON)",
    specification="Microsoft Graph 1.0, detectedApp",
    versions=("1.0",),
    example="GET /deviceManagement/detectedApps",
    recognises=recognises,
    shape="json",
    marks=(
        "displayName",
        "deviceCount",
    ),
    parse=parse,
    deployed=True,
)
