"""One software identification tag (SWID), which an installer leaves beside a program."""

from osk_scan.model import Document, Inventory, Kind
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._elements import elements
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._xml import Element, local

_NAMESPACE = "http://standards.iso.org/iso/19770/-2/2015/"
_ROLES = ("softwareCreator", "licensor", "distributor", "tagCreator")


def recognises(glance: Glance) -> bool:
    """Tell by the root and its namespace, of which drafts have another end."""
    namespace, name = glance.xml_root
    return name == "SoftwareIdentity" and namespace.startswith(_NAMESPACE.rstrip("/"))


def parse(document: Document) -> Inventory:
    """Return the one product that the tag identifies; a patch is a part of another and folded."""
    gathering = Gathering("swid_tag", "2015")
    creators: dict[str, str] = {}
    for event, element in elements(document.content, document.name, "{*}SoftwareIdentity", "{*}Entity"):
        if event == "start":
            continue
        if local(element) == "Entity":
            for role in str(element.get("role") or "").split():
                creators.setdefault(role, str(element.get("name") or ""))
        else:
            _take(gathering, element, creators)
    return gathering.inventory()


def _take(gathering: Gathering, tag: Element, creators: dict[str, str]) -> None:
    name, identity = tag.get("name"), tag.get("tagId")
    if not name:
        gathering.quarantine("missing-name", "/SoftwareIdentity", str(identity or ""))
    elif tag.get("patch") == "true":
        gathering.fold()
    else:
        version = tag.get("version")
        gathering.install(
            ref=str(identity or name),
            name=str(name),
            version=str(version) if version else None,
            vendor=next((creators[role] for role in _ROLES if creators.get(role)), None),
            kind=Kind.APPLICATION,
            identifiers=(f"swid:{identity}",) if identity else (),
            where="/SoftwareIdentity",
        )


PARSER = Parser(
    title="SWID tag",
    specification="ISO/IEC 19770-2:2015; NIST IR 8060",
    versions=("2015",),
    example="cat /usr/share/*/swidtag/*.swidtag",
    recognises=recognises,
    shape="xml",
    marks=("SoftwareIdentity",),
    parse=parse,
    deployed=True,
)
