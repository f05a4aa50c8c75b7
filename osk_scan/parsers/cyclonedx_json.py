"""CycloneDX as JSON, versions 1.2 to 1.7; of later ones, what stayed the same."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from msgspec import Raw, Struct
from msgspec.structs import replace

from osk_scan.model import Document, Inventory, Kind, Origin
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._cyclonedx import Contact, Entry, LicenseChoice, Organization
from osk_scan.parsers._cyclonedx_components import gather_entry
from osk_scan.parsers._entries import quarantine, read_entries, read_entry, tell, tell_duplicates
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._reading import NOTHING, Dropped, Reader, Unreadable, elements, members, outermost, shown, stated

VERSIONS = ("1.2", "1.3", "1.4", "1.5", "1.6", "1.7")
MAX_DEPTH = 100
"""Components in components: deeper ones are quarantined, since each level is read once more."""

_MARK = re.compile(r'"(?:bomFormat|specFormat)"\s*:\s*"CycloneDX"')
_NOT_READ = ("vulnerabilities", "annotations", "formulation", "declarations", "definitions")

_Waiting = tuple[Raw, str, str | None, int]
"""An entry, its address, the reference of the one it is in, and how deep that is."""


class _Metadata(Struct):
    timestamp: str | None = None
    tools: Raw = NOTHING
    authors: list[Contact] | None = None
    component: Raw = NOTHING
    manufacture: Organization | None = None
    manufacturer: Organization | None = None
    supplier: Organization | None = None
    lifecycles: list[dict[str, str]] | None = None


class _Composition(Struct):
    aggregate: str
    assemblies: list[str] = []
    dependencies: list[str] = []


class _Needs(Struct, rename="camel", gc=False):
    ref: str
    depends_on: list[str] = []


class _Bom(Struct, rename="camel"):
    spec_version: str | None = None
    serial_number: str | None = None
    metadata: Raw = NOTHING
    components: list[Raw] | None = None
    services: list[Raw] | None = None
    dependencies: list[Raw] | None = None
    compositions: list[Raw] | None = None
    vulnerabilities: Raw = NOTHING
    annotations: Raw = NOTHING
    formulation: Raw = NOTHING
    declarations: Raw = NOTHING
    definitions: Raw = NOTHING


_bom = Reader(_Bom, "components", "services")
_metadata = Reader(_Metadata)
_entry = Reader(Entry, "name")
_needs = Reader(_Needs, "ref", "dependsOn")
_composition = Reader(_Composition, "aggregate")


def recognises(glance: Glance) -> bool:
    """Tell whether the outermost object says that it is CycloneDX; a broken one, whether its head says so."""
    if glance.json:
        return "CycloneDX" in (glance.json_text("bomFormat"), glance.json_text("specFormat"))
    return glance.head.startswith("{") and bool(_MARK.search(glance.head))


def parse(document: Document) -> Inventory:
    """Return what a CycloneDX JSON document says."""
    bom, dropped = outermost(document, _bom)
    gathering = Gathering("cyclonedx_json", bom.spec_version)
    tell(gathering, dropped, "")
    tell_duplicates(gathering, document.content)
    if bom.spec_version is None:
        gathering.problem("schema-required", "/specVersion", None, "specVersion")
    elif bom.spec_version not in VERSIONS:
        gathering.problem("newer-version", "/specVersion", None, bom.spec_version)
    _gather_metadata(gathering, bom)
    _gather_tree(gathering, _inside(bom.components, "", "components"))
    _gather_tree(gathering, _inside(bom.services, "", "services"))
    _gather_dependencies(gathering, bom, document.content)
    _gather_compositions(gathering, bom)
    if elements(bom.vulnerabilities):
        gathering.origin = replace(gathering.origin, vulnerabilities_stated=True)
    for name in _NOT_READ:
        if elements(getattr(bom, name)) or members(getattr(bom, name)):
            gathering.problem("not-read", f"/{name}", None, name)
    return gathering.inventory()


def _gather_metadata(gathering: Gathering, bom: _Bom) -> None:
    metadata = read_entry(gathering, _metadata, bom.metadata, "/metadata")
    if metadata is None:
        return
    gathering.origin = _origin(metadata, bom.serial_number)
    if stated(metadata.component):
        gathering.subject_ref = _gather_tree(gathering, [(metadata.component, "/metadata/component")])


def _origin(metadata: _Metadata, serial_number: str | None) -> Origin:
    makers = [maker for maker in (metadata.manufacturer, metadata.manufacture, metadata.supplier) if maker]
    authors = metadata.authors or []
    phases = [lifecycle.get("phase") or lifecycle.get("name") for lifecycle in metadata.lifecycles or ()]
    return Origin(
        authors_stated=bool(authors or makers),
        contact_stated=any(author.email for author in authors) or any(maker.reachable for maker in makers),
        timestamp=metadata.timestamp,
        tools=tuple(_tools(metadata.tools)),
        lifecycle=next((phase for phase in phases if phase), None),
        uri_stated=bool(serial_number),
    )


def _tools(raw: Raw) -> Iterator[str]:
    """Yield `name version` of each tool, in the old form (an array) and the new one (components and services)."""
    inside = members(raw)
    for tool in (
        *elements(raw),
        *elements(inside.get("components", NOTHING)),
        *elements(inside.get("services", NOTHING)),
    ):
        try:
            entry, _ = _entry.read(tool)
        except Unreadable:
            continue
        yield f"{entry.name} {entry.version}" if entry.version else entry.name


def _gather_tree(gathering: Gathering, entries: Iterable[tuple[Raw, str]]) -> str | None:
    """Take in entries and those inside of them, parents first, without recursion; return the first one's reference."""
    first: str | None = None
    waiting: list[_Waiting] = [(raw, where, None, 0) for raw, where in entries]
    waiting.reverse()
    while waiting:
        raw, where, parent, depth = waiting.pop()
        if depth > MAX_DEPTH:
            detail = f"components in components, more than {MAX_DEPTH} levels"
            gathering.quarantine("cap-exceeded", where, shown(raw), detail)
            continue
        entry = _entry_of(gathering, raw, where)
        unless_said = Kind.SERVICE if where.startswith("/services") else Kind.UNKNOWN
        ref = gather_entry(gathering, entry, where, unless_said) if entry and entry.name else None
        first = first or ref
        if parent and ref:
            gathering.contain(parent, ref)
        if entry and (entry.components or entry.services):
            inside = [*_inside(entry.components, where, "components"), *_inside(entry.services, where, "services")]
            waiting.extend((part, at, ref, depth + 1) for part, at in reversed(inside))
    return first


def _inside(parts: list[Raw] | None, where: str, key: str) -> Iterator[tuple[Raw, str]]:
    return ((raw, f"{where}/{key}/{at}") for at, raw in enumerate(parts or ()))


def _entry_of(gathering: Gathering, raw: Raw, where: str) -> Entry | None:
    """Return one entry decoded; one that cannot be read is quarantined, and those inside of it are still read."""
    try:
        entry, dropped = _entry.read(raw)
    except Unreadable as fault:
        quarantine(gathering, fault, raw, where)
        inside = members(raw)
        parts, services = elements(inside.get("components", NOTHING)), elements(inside.get("services", NOTHING))
        return Entry(name="", components=parts, services=services) if parts or services else None
    if dropped:
        tell(gathering, dropped, where, entry.name)
        _keep_as_text(entry, dropped)
    if not entry.name.strip():
        gathering.quarantine("missing-name", f"{where}/name", shown(raw))
        entry.name = ""
    return entry


def _keep_as_text(entry: Entry, dropped: tuple[Dropped, ...]) -> None:
    """A license nobody can read is still a claim, and 2.5 is a version though it should be text."""
    for left_out in dropped:
        if left_out.key == "licenses":
            entry.licenses = [LicenseChoice(expression=left_out.raw)]
        elif left_out.key == "version" and left_out.raw[0].isdigit():
            entry.version = left_out.raw


def _gather_dependencies(gathering: Gathering, bom: _Bom, content: bytes) -> None:
    own = f"urn:cdx:{(bom.serial_number or '').removeprefix('urn:uuid:')}/"
    has_links = own.encode() in content
    for needs, where in read_entries(gathering, _needs, bom.dependencies, "/dependencies/{}".format):
        targets = needs.depends_on
        if has_links:
            needs.ref, targets = _local(needs.ref, own), [_local(target, own) for target in targets]
        gathering.depend_on_all(needs.ref, targets, where)


def _local(ref: str, own: str) -> str:
    """Return `ref` without the address of this very document (BOM-Link), which few tools write."""
    return unquote(ref.partition("#")[2]) or ref if ref.startswith(own) else ref


def _gather_compositions(gathering: Gathering, bom: _Bom) -> None:
    for composition, _ in read_entries(gathering, _composition, bom.compositions, "/compositions/{}".format):
        if composition.aggregate == "complete":
            gathering.complete(composition.dependencies)
        if composition.aggregate != "not_specified":
            gathering.completeness((*composition.assemblies, *composition.dependencies))


PARSER = Parser(
    title="CycloneDX JSON",
    specification="ECMA-424, CycloneDX Bill of Materials",
    versions=VERSIONS,
    example="cyclonedx-npm --output-file bom.json",
    recognises=recognises,
    shape="json",
    marks=("bomFormat",),
    parse=parse,
)
