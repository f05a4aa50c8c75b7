"""Installed conda packages as `conda list --json` writes them."""

from msgspec import Raw, Struct

from osk_scan.model import Document, Inventory, Kind
from osk_scan.parsers._conda import conda_purl
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._records import each, json_document, nameless, numbered


class _Package(Struct, frozen=True, omit_defaults=True):
    name: str | None = None
    version: str | None = None
    channel: str | None = None


def recognises(glance: Glance) -> bool:
    """Tell by the members of the first package."""
    return glance.first_item.keys() >= {"name", "version", "build_string", "channel"}


def parse(document: Document) -> Inventory:
    """Return one component for each package."""
    gathering = Gathering("conda_list_json")
    for _, where, package in each(gathering, numbered(json_document(document, list[Raw])), _Package):
        if not package.name:
            nameless(gathering, where, package)
            continue
        channel = (package.channel or "").rpartition("/")[2]
        gathering.install(
            ref=f"{package.name}@{package.version or ''}",
            name=package.name,
            version=package.version,
            purl=conda_purl(package.name, package.version, channel),
            kind=Kind.LIBRARY,
            where=where,
        )
    return gathering.inventory()


PARSER = Parser(
    title="conda list (JSON)",
    specification="conda documentation, conda list --json",
    versions=(),
    example="conda list --json",
    recognises=recognises,
    shape="json",
    marks=(
        "build_string",
        "channel",
    ),
    parse=parse,
    deployed=True,
)
