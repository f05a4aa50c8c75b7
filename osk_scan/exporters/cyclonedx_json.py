"""Components enriched with what the assessment knows, as CycloneDX 1.6 JSON for other tools."""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

import msgspec

from osk_scan.exporters._batches import chunked
from osk_scan.exporters._contract import Exporter
from osk_scan.exporters._wire_names import derived_uuid
from osk_scan.identity import package_url
from osk_scan.model import Kind
from osk_scan.results import Results, UsedComponent

if TYPE_CHECKING:
    from cyclonedx.model import Property
    from cyclonedx.model.bom import BomMetaData
    from cyclonedx.model.component import Component
    from cyclonedx.model.component_evidence import ComponentEvidence
    from cyclonedx.model.dependency import Dependency
    from cyclonedx.model.license import LicenseExpression

_SUBJECT = "osk:subject"
_TYPES = {
    Kind.APPLICATION: "application",
    Kind.FRAMEWORK: "framework",
    Kind.CONTAINER: "container",
    Kind.PLATFORM: "platform",
    Kind.OPERATING_SYSTEM: "operating-system",
    Kind.DEVICE: "device",
    Kind.FIRMWARE: "firmware",
    Kind.FILE: "file",
    Kind.DATA: "data",
    Kind.MODEL: "machine-learning-model",
    Kind.CRYPTOGRAPHIC_ASSET: "cryptographic-asset",
}
"""Everything else is a library, which the format's own guide asks for where the sort is unknown."""


def _render(results: Results) -> Iterator[bytes]:
    return chunked(_pieces(results))


def _pieces(results: Results) -> Iterator[bytes]:
    """Yield what the library writes of the whole document, but have it write one component after the other.

    Of a whole document it compares and hashes all objects many times over, to keep them in sorted sets: 20,000
    components took four times the time and 790 instead of 44 MB. The tests compare the bytes with those of the whole.
    """
    rows = sorted(results.components, key=_order)
    yield b"{"
    if rows:
        yield b'\n "components": ['
        yield from _listed(_component(row) for row in rows)
        yield b'],\n "dependencies": ['
        yield from _listed(_dependencies(rows))
        yield b"],"
    yield _envelope(results)[1:] + b"\n"


def _order(row: UsedComponent) -> tuple[str | bool, ...]:
    """Return what the library sorts components by; what it compares after the references cannot matter."""
    group, version = (row.namespace is None, row.namespace or ""), (row.version is None, row.version or "")
    return (_type(row), *group, row.name, *version, row.ref)


def _listed(parts: "Iterable[Component | Dependency]") -> Iterator[bytes]:
    from cyclonedx.schema.schema import SchemaVersion1Dot6

    separator = b"\n  "
    for part in parts:
        written = part.as_json(view_=SchemaVersion1Dot6)  # type: ignore[union-attr]  # a decorator of the library adds it
        yield separator + msgspec.json.format(written.encode(), indent=1).replace(b"\n", b"\n  ")
        separator = b",\n  "
    yield b"\n "


def _dependencies(rows: Iterable[UsedComponent]) -> "Iterator[Dependency]":
    """Yield what each component needs, and the subject what no other needs; sorted by what needs."""
    from cyclonedx.model.bom_ref import BomRef
    from cyclonedx.model.dependency import Dependency

    needs = {row.ref: row.depends_on for row in rows}
    needed = {ref for row in rows for ref in row.depends_on}
    needs[_SUBJECT] = tuple(ref for ref in needs if ref not in needed)
    for ref in sorted(needs):
        yield Dependency(BomRef(ref), [Dependency(BomRef(to)) for to in needs[ref] if to in needs])


def _envelope(results: Results) -> bytes:
    """Return the document without its components, and so without what needs what."""
    from cyclonedx.model.bom import Bom
    from cyclonedx.output.json import JsonV1Dot6

    serial = UUID(derived_uuid("bom", results.assessment, results.title))
    envelope = json.loads(JsonV1Dot6(Bom(serial_number=serial, metadata=_metadata(results))).output_as_string())
    del envelope["dependencies"]
    return json.dumps(envelope, indent=1).encode()


def _metadata(results: Results) -> "BomMetaData":
    from cyclonedx.model import Property
    from cyclonedx.model.bom import BomMetaData
    from cyclonedx.model.component import Component, ComponentType
    from cyclonedx.model.tool import ToolRepository

    ours = Component(name="osk-scan", version=results.software, type=ComponentType.APPLICATION)
    return BomMetaData(
        timestamp=datetime.fromisoformat(results.as_of).replace(tzinfo=UTC),
        component=Component(name=results.title, type=ComponentType.APPLICATION, bom_ref=_SUBJECT),
        tools=ToolRepository(components=[ours]),
        properties=[
            Property(name="osk:assessment", value=results.assessment),
            Property(name="osk:rules-version", value=results.rules_version),
            Property(name="osk:catalogue-version", value=results.catalogue_version),
            Property(name="osk:withheld-below", value=str(results.least_cell)),
        ],
    )


def _component(row: UsedComponent) -> "Component":
    from cyclonedx.model.component import Component, ComponentType
    from cyclonedx.model.contact import OrganizationalEntity

    return Component(
        name=row.name,
        group=row.namespace,
        version=row.version,
        type=ComponentType(_type(row)),
        bom_ref=row.ref,
        purl=package_url(row.purl) if row.purl else None,
        supplier=OrganizationalEntity(name=row.vendor) if row.vendor else None,
        licenses=_licenses(row),
        evidence=_evidence(row),
        properties=list(_properties(row)),
    )


def _type(row: UsedComponent) -> str:
    return _TYPES.get(row.kind, "library")


def _licenses(row: UsedComponent) -> list["LicenseExpression"]:
    """Return one expression: CycloneDX 1.6 allows a single one, so what was concluded goes before what was declared."""
    from cyclonedx.model.license import LicenseAcknowledgement, LicenseExpression

    if row.concluded:
        return [LicenseExpression(row.concluded, acknowledgement=LicenseAcknowledgement.CONCLUDED)]
    if row.declared:
        return [LicenseExpression(row.declared, acknowledgement=LicenseAcknowledgement.DECLARED)]
    return []


def _evidence(row: UsedComponent) -> "ComponentEvidence | None":
    """Return what the document declared, where something else was concluded from it."""
    from cyclonedx.model.component_evidence import ComponentEvidence
    from cyclonedx.model.license import LicenseAcknowledgement, LicenseExpression

    if not row.concluded or not row.declared or row.concluded == row.declared:
        return None
    return ComponentEvidence(
        licenses=[LicenseExpression(row.declared, acknowledgement=LicenseAcknowledgement.DECLARED)]
    )


def _properties(row: UsedComponent) -> Iterator["Property"]:
    from cyclonedx.model import Property

    known = (("agency", row.agency), ("system", row.system), ("license-declared", row.declared))
    for name, value in (*known, ("license-chosen", row.chosen), *row.facts):
        if value is not None:
            yield Property(name=f"osk:{name}", value=value)


EXPORTER = Exporter(
    title="Components, enriched, as CycloneDX",
    specification="ECMA-424, CycloneDX 1.6",
    suffix=".cdx.json",
    media_type="application/vnd.cyclonedx+json; version=1.6",
    render=_render,
)
