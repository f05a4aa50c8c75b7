"""Syft's own JSON: artifacts, and relationships between them by identifier."""

import re
from collections import Counter

from msgspec import Raw, Struct, field

from osk_scan.model import Document, Inventory, Kind, Origin
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._entries import read_component, read_entries, read_entry, tell, tell_duplicates
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._reading import NOTHING, Reader, Unreadable, members, outermost, shown, stated

_ARTIFACTS = re.compile(r'"artifacts"\s*:')
_BESIDE = re.compile(r'"(?:foundBy|artifactRelationships)"\s*:|"schema"\s*:\s*\{')
_KINDS = {"image": Kind.CONTAINER, "file": Kind.FILE, "binary": Kind.APPLICATION, "linux-kernel": Kind.OPERATING_SYSTEM}


class _License(Struct, gc=False):
    value: str | None = None
    expression: str | None = field(name="spdxExpression", default=None)
    type: str | None = None


class _Cpe(Struct, gc=False):
    cpe: str | None = None


class _Artifact(Struct, gc=False):
    name: str
    id: str | None = None
    version: str | None = None
    type: str | None = None
    purl: str | None = None
    licenses: list[str | _License] | None = None
    cpes: list[str | _Cpe] | None = None
    metadata: Raw = NOTHING


class _Metadata(Struct, gc=False):
    vendor: str | None = None


class _Relationship(Struct, gc=False):
    parent: str
    child: str
    type: str


class _Source(Struct):
    id: str | None = None
    name: str | None = None
    version: str | None = None
    type: str | None = None
    target: Raw = NOTHING


class _Named(Struct):
    name: str | None = None
    id: str | None = None
    version: str | None = None
    version_id: str | None = field(name="versionID", default=None)


class _Syft(Struct, rename="camel"):
    artifacts: list[Raw] | None = None
    artifact_relationships: list[Raw] | None = None
    source: Raw = NOTHING
    distro: Raw = NOTHING
    descriptor: _Named | None = None
    schema: _Named | None = None


_syft = Reader(_Syft, "artifacts")
_artifact = Reader(_Artifact, "name")
_metadata = Reader(_Metadata)
_relationship = Reader(_Relationship, "parent", "child", "type")
_source = Reader(_Source)
_named = Reader(_Named)


def recognises(glance: Glance) -> bool:
    """Tell whether there are artifacts with their source; of a broken document, whether its head says so."""
    if glance.json:
        return "artifacts" in glance.json and ("artifactRelationships" in glance.json or "schema" in glance.json)
    head = glance.head
    return head.startswith("{") and bool(_ARTIFACTS.search(head)) and bool(_BESIDE.search(head))


def parse(document: Document) -> Inventory:
    """Return what a Syft JSON document says."""
    syft, dropped = outermost(document, _syft)
    gathering = Gathering("syft_json", syft.schema.version if syft.schema else None)
    tell(gathering, dropped, "")
    tell_duplicates(gathering, document.content)
    if syft.descriptor:
        tool = " ".join(part for part in (syft.descriptor.name, syft.descriptor.version) if part)
        gathering.origin = Origin(tools=(tool,))
    _gather_source(gathering, syft.source)
    _gather_distro(gathering, syft.distro)
    for at, raw in enumerate(syft.artifacts or ()):
        _gather_artifact(gathering, raw, f"/artifacts/{at}")
    _gather_relationships(gathering, syft.artifact_relationships or [])
    return gathering.inventory()


def _gather_source(gathering: Gathering, raw: Raw) -> None:
    """Take in what was looked at; of a path only the last part is kept, since it can name a person."""
    source = read_entry(gathering, _source, raw, "/source")
    if source is None:
        return
    target = shown(members(source.target).get("userInput", source.target)).strip('"')
    name = source.name or target
    if source.type != "image":
        name = name.rstrip("/").rpartition("/")[2]
    if name:
        kind = _KINDS.get(source.type or "", Kind.UNKNOWN)
        ref = source.id or "/source"
        gathering.subject_ref = gathering.add(
            ref=ref, name=name, version=source.version or None, kind=kind, where="/source"
        )


def _gather_distro(gathering: Gathering, raw: Raw) -> None:
    distro = read_entry(gathering, _named, raw, "/distro")
    name = (distro.id or distro.name) if distro else None
    if distro and name:
        version = distro.version_id or distro.version or None
        ref = gathering.add(ref="/distro", name=name, version=version, kind=Kind.OPERATING_SYSTEM, where="/distro")
        if gathering.subject_ref:
            gathering.contain(gathering.subject_ref, ref, "/distro")


def _gather_artifact(gathering: Gathering, raw: Raw, where: str) -> None:
    found = read_component(gathering, _artifact, raw, where)
    if found is None:
        return
    artifact, _ = found
    declared, concluded = _claims(artifact.licenses)
    ref = gathering.add(
        ref=artifact.id or where,
        name=artifact.name,
        version=artifact.version if artifact.version not in ("", "UNKNOWN") else None,
        purl=artifact.purl or None,
        vendor=_vendor(artifact.metadata),
        kind=_KINDS.get(artifact.type or "", Kind.UNKNOWN),
        declared=declared,
        concluded=concluded,
        identifiers=tuple(text for cpe in artifact.cpes or () if (text := cpe if isinstance(cpe, str) else cpe.cpe)),
        where=where,
    )
    if gathering.subject_ref:
        gathering.contain(gathering.subject_ref, ref, where)


def _claims(licenses: list[str | _License] | None) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
    """Return what is declared and what is concluded; Syft writes an empty list where it found nothing."""
    declared: dict[str, None] = {}
    concluded: dict[str, None] = {}
    for license_ in licenses or ():
        text = license_ if isinstance(license_, str) else (license_.expression or license_.value)
        is_concluded = not isinstance(license_, str) and license_.type == "concluded"
        if text:
            (concluded if is_concluded else declared)[text] = None
    return tuple(declared) or None, tuple(concluded) or None


def _vendor(raw: Raw) -> str | None:
    """Return the vendor that RPM headers carry."""
    try:
        return _metadata.read(raw)[0].vendor or None if stated(raw) else None
    except Unreadable:
        return None


def _gather_relationships(gathering: Gathering, raws: list[Raw]) -> None:
    untold: Counter[str] = Counter()
    for said, where in read_entries(gathering, _relationship, raws, "/artifactRelationships/{}".format):
        if said.type == "dependency-of":
            gathering.depend(said.child, said.parent, where)
        elif said.type == "contains":
            if gathering.knows(said.parent) and gathering.knows(said.child):
                gathering.contain(said.parent, said.child, where)
        else:
            untold[said.type] += 1
    for kind, number in sorted(untold.items()):
        gathering.problem("not-read", "/artifactRelationships", None, f"{number} × {kind}")


PARSER = Parser(
    title="Syft JSON",
    specification="Anchore Syft JSON schema, https://github.com/anchore/syft/tree/main/schema/json",
    versions=(),
    example="syft . --output syft-json",
    recognises=recognises,
    shape="json",
    marks=("artifacts",),
    parse=parse,
)
