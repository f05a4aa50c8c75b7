"""Components enriched with what the assessment knows, as CycloneDX 1.6 JSON for other tools."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from osk_scan.exporters._contract import Exporter
from osk_scan.exporters._wire_names import derived_uuid
from osk_scan.identity import package_url
from osk_scan.model import Kind
from osk_scan.results import Results, UsedComponent

if TYPE_CHECKING:
    from cyclonedx.model import Property
    from cyclonedx.model.bom import Bom, BomMetaData
    from cyclonedx.model.component import Component
    from cyclonedx.model.component_evidence import ComponentEvidence
    from cyclonedx.model.license import LicenseExpression

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
    """Hold the document as a whole, as the library does: meant for a system or an agency, not for a portfolio."""
    from cyclonedx.output.json import JsonV1Dot6

    yield JsonV1Dot6(_bom(results)).output_as_string(indent=1).encode() + b"\n"


def _bom(results: Results) -> "Bom":
    from cyclonedx.model.bom import Bom
    from cyclonedx.model.dependency import Dependency

    used = tuple(results.components)
    components = {row.ref: _component(row) for row in used}
    metadata = _metadata(results)
    needed = {ref for row in used for ref in row.depends_on}
    roots = [Dependency(components[row.ref].bom_ref) for row in used if row.ref not in needed]
    dependencies = [
        Dependency(
            components[row.ref].bom_ref,
            [Dependency(components[ref].bom_ref) for ref in row.depends_on if ref in components],
        )
        for row in used
    ]
    if metadata.component:
        dependencies.append(Dependency(metadata.component.bom_ref, roots))
    bom = Bom(
        components=components.values(),
        dependencies=dependencies,
        serial_number=UUID(derived_uuid("bom", results.assessment, results.title)),
        metadata=metadata,
    )
    # Each component has its entry above; the library would look through all entries for each one again.
    bom.register_dependency = _registered  # type: ignore[method-assign]  # there is no other way to tell it
    return bom


def _registered(target: object, depends_on: object = None) -> None:
    """Take a dependency for registered."""


def _metadata(results: Results) -> "BomMetaData":
    from cyclonedx.model import Property
    from cyclonedx.model.bom import BomMetaData
    from cyclonedx.model.component import Component, ComponentType

    return BomMetaData(
        timestamp=datetime.fromisoformat(results.as_of).replace(tzinfo=UTC),
        component=Component(name=results.title, type=ComponentType.APPLICATION, bom_ref="osk:subject"),
        tools=[],
        properties=[
            Property(name="osk:assessment", value=results.assessment),
            Property(name="osk:software", value=results.software),
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
        type=ComponentType(_TYPES.get(row.kind, "library")),
        bom_ref=row.ref,
        purl=package_url(row.purl) if row.purl else None,
        supplier=OrganizationalEntity(name=row.vendor) if row.vendor else None,
        licenses=_licenses(row),
        evidence=_evidence(row),
        properties=list(_properties(row)),
    )


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
