"""Read an SPDX 2 document in its JSON shape, which the other serialisations are brought into."""

from collections.abc import Callable
from functools import partial

from msgspec import Raw, Struct, field

from osk_scan.model import Document, Inventory, Kind
from osk_scan.parsers._entries import read_component, read_entries, read_entry, tell, tell_duplicates
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._reading import NOTHING, Dropped, Reader, outermost
from osk_scan.parsers._spdx import (
    DOCUMENT,
    CreationInfo,
    ExtractedText,
    Package,
    Relationship,
    described,
    gather_package,
    gather_relationships,
    license_names,
    origin,
    takes_part,
)

VERSIONS = ("SPDX-2.0", "SPDX-2.1", "SPDX-2.2", "SPDX-2.3")

Address = Callable[[str, int], str]
"""Says where the element of a list stands in the document as it was handed in, for example `/packages/3`."""


class _File(Struct, gc=False):
    name: str = field(name="fileName")
    spdx_id: str | None = field(name="SPDXID", default=None)
    concluded: str | None = field(name="licenseConcluded", default=None)


class _Snippet(Struct, gc=False):
    spdx_id: str | None = field(name="SPDXID", default=None)


class _Spdx(Struct, rename="camel"):
    spdx_version: str | None = None
    spdx_id: str | None = field(name="SPDXID", default=None)
    document_namespace: str | None = None
    creation_info: Raw = NOTHING
    document_describes: list[str] | None = None
    packages: list[Raw] | None = None
    files: list[Raw] | None = None
    snippets: list[Raw] | None = None
    relationships: list[Raw] | None = None
    has_extracted_licensing_infos: list[Raw] | None = None


_spdx = Reader(_Spdx, "packages")
_package = Reader(Package, "name")
_file = Reader(_File, "fileName")
_snippet = Reader(_Snippet)
_relationship = Reader(Relationship, "spdxElementId", "relationshipType", "relatedSpdxElement")
_extracted = Reader(ExtractedText, "licenseId")
_creation = Reader(CreationInfo)


def pointer(key: str, at: int) -> str:
    """Return a JSON pointer."""
    return f"/{key}/{at}"


def parse_spdx(document: Document, format_name: str, address: Address = pointer) -> Inventory:
    """Return what an SPDX 2 document in its JSON shape says."""
    spdx, dropped = outermost(document, _spdx)
    gathering = Gathering(format_name, (spdx.spdx_version or "").removeprefix("SPDX-") or None)
    tell(gathering, dropped, "")
    tell_duplicates(gathering, document.content)
    if spdx.spdx_version is None:
        gathering.problem("schema-required", "/spdxVersion", None, "spdxVersion")
    elif spdx.spdx_version not in VERSIONS:
        gathering.problem("newer-version", "/spdxVersion", None, spdx.spdx_version)
    info = read_entry(gathering, _creation, spdx.creation_info, "/creationInfo")
    gathering.origin = origin(info or CreationInfo(), spdx.document_namespace)
    extracted = read_entries(
        gathering, _extracted, spdx.has_extracted_licensing_infos, partial(address, "hasExtractedLicensingInfos")
    )
    names = license_names(text for text, _ in extracted)
    _gather_packages(gathering, spdx.packages or [], address, names)
    relationships = list(read_entries(gathering, _relationship, spdx.relationships, partial(address, "relationships")))
    silent = _gather_files(gathering, spdx, address, relationships)
    about = dict.fromkeys([*(spdx.document_describes or ()), *described(relationships)])
    if len(about) == 1:
        gathering.subject_ref = next(iter(about))
    gather_relationships(gathering, relationships, silent)
    return gathering.inventory()


def _gather_packages(gathering: Gathering, packages: list[Raw], address: Address, names: dict[str, str]) -> None:
    for at, raw in enumerate(packages):
        where = address("packages", at)
        found = read_component(gathering, _package, raw, where)
        if found is None:
            continue
        package, dropped = found
        _keep_as_text(package, dropped)
        gather_package(gathering, package, where, names)


def _keep_as_text(package: Package, dropped: tuple[Dropped, ...]) -> None:
    """A license nobody can read is still a claim, and 2.5 is a version though it should be text."""
    for left_out in dropped:
        match left_out.key:
            case "licenseDeclared":
                package.declared = left_out.raw
            case "licenseConcluded":
                package.concluded = left_out.raw
            case "versionInfo" if left_out.raw[0].isdigit():
                package.version = left_out.raw


def _gather_files(
    gathering: Gathering, spdx: _Spdx, address: Address, relationships: list[tuple[Relationship, str]]
) -> frozenset[str]:
    """Take in the files that need something or are needed; return the elements that are no components."""
    needed = {ref for entry, _ in relationships if takes_part(entry) for ref in (entry.source, entry.target)}
    silent = {DOCUMENT, spdx.spdx_id or DOCUMENT}
    for file, where in read_entries(gathering, _file, spdx.files, partial(address, "files")):
        if file.spdx_id in needed:
            entry = Package(name=file.name, spdx_id=file.spdx_id, concluded=file.concluded)
            gather_package(gathering, entry, where, {}, Kind.FILE)
        elif file.spdx_id:
            silent.add(file.spdx_id)
    for snippet, _ in read_entries(gathering, _snippet, spdx.snippets, partial(address, "snippets")):
        silent.add(snippet.spdx_id or DOCUMENT)
    if len(silent) > 1:
        gathering.problem(
            "not-read", "/files", None, f"{len(silent) - 1} files and snippets, which are parts of packages"
        )
    return frozenset(silent)
