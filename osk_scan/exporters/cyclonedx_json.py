"""Components enriched with what the assessment knows, as CycloneDX 1.6 JSON for other tools."""

from collections.abc import Iterator

import msgspec
from msgspec import Struct

from osk_scan.exporters._batches import chunked
from osk_scan.exporters._contract import Exporter
from osk_scan.exporters._wire_names import derived_uuid
from osk_scan.model import Kind
from osk_scan.results import Results, UsedComponent

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


class _Property(Struct, frozen=True):
    name: str
    value: str


class _Supplier(Struct, frozen=True):
    name: str


class _License(Struct, frozen=True):
    expression: str
    acknowledgement: str


class _Evidence(Struct, frozen=True):
    licenses: tuple[_License, ...]


class _Component(Struct, frozen=True, kw_only=True, omit_defaults=True, rename={"ref": "bom-ref"}):
    type: str
    ref: str
    supplier: _Supplier | None = None
    group: str | None = None
    name: str
    version: str | None = None
    licenses: tuple[_License, ...] = ()
    purl: str | None = None
    evidence: _Evidence | None = None
    properties: tuple[_Property, ...] = ()


class _Dependency(Struct, frozen=True, omit_defaults=True, rename="camel"):
    ref: str
    depends_on: tuple[str, ...] = ()


def _render(results: Results) -> Iterator[bytes]:
    return chunked(_pieces(results))


def _pieces(results: Results) -> Iterator[bytes]:
    """Yield the document, one component and one dependency a line; only the components' identifiers are held."""
    encode = msgspec.json.Encoder().encode
    yield encode(_head(results))[:-1] + b',"components":['
    refs: dict[str, None] = {}
    needed: set[str] = set()
    separator = b"\n"
    for row in results.components:
        refs[row.ref] = None
        needed.update(row.depends_on)
        yield separator + encode(_component(row))
        separator = b",\n"
    roots = tuple(ref for ref in refs if ref not in needed)
    yield b'],\n"dependencies":[\n' + encode(_Dependency(_SUBJECT, roots))
    for row in results.components:
        known = (ref for ref in row.depends_on if ref in refs)
        yield b",\n" + encode(_Dependency(row.ref, tuple(dict.fromkeys(known))))
    yield b"\n]}\n"


def _head(results: Results) -> dict[str, object]:
    told = {
        "assessment": results.assessment,
        "software": results.software,
        "rules-version": results.rules_version,
        "catalogue-version": results.catalogue_version,
        "withheld-below": str(results.least_cell),
    }
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{derived_uuid('bom', results.assessment, results.title)}",
        "version": 1,
        "metadata": {
            "timestamp": f"{results.as_of}T00:00:00Z",
            "component": _Component(type="application", ref=_SUBJECT, name=results.title),
            "properties": [_Property(f"osk:{name}", value) for name, value in told.items()],
        },
    }


def _component(row: UsedComponent) -> _Component:
    return _Component(
        type=_TYPES.get(row.kind, "library"),
        ref=row.ref,
        supplier=_Supplier(row.vendor) if row.vendor else None,
        group=row.namespace,
        name=row.name,
        version=row.version,
        licenses=_licenses(row),
        purl=row.purl,
        evidence=_evidence(row),
        properties=tuple(_properties(row)),
    )


def _licenses(row: UsedComponent) -> tuple[_License, ...]:
    """Return one expression: CycloneDX 1.6 allows a single one, so what was concluded goes before what was declared."""
    if row.concluded:
        return (_License(row.concluded, "concluded"),)
    return (_License(row.declared, "declared"),) if row.declared else ()


def _evidence(row: UsedComponent) -> _Evidence | None:
    """Return what the document declared, where something else was concluded from it."""
    if not row.concluded or not row.declared or row.concluded == row.declared:
        return None
    return _Evidence((_License(row.declared, "declared"),))


def _properties(row: UsedComponent) -> Iterator[_Property]:
    known = (("agency", row.agency), ("system", row.system), ("license-declared", row.declared))
    for name, value in (*known, ("license-chosen", row.chosen), *row.facts):
        if value is not None:
            yield _Property(f"osk:{name}", value)


EXPORTER = Exporter(
    title="Components, enriched, as CycloneDX",
    specification="ECMA-424, CycloneDX 1.6",
    suffix=".cdx.json",
    media_type="application/vnd.cyclonedx+json; version=1.6",
    render=_render,
)
