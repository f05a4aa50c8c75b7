"""Turn what others know into files that an advisor keeps: catalogue overlays, and the license matrix of a policy."""

from pathlib import Path
from typing import Literal

from msgspec import Struct

from osk_scan.catalogue.importers.endoflife import import_endoflife
from osk_scan.catalogue.importers.facts_csv import import_facts_csv
from osk_scan.catalogue.importers.overlay import Imported, overlay_text
from osk_scan.catalogue.importers.publiccode import import_publiccode
from osk_scan.errors import InvalidRequest, OskError
from osk_scan.licenses.osadl_matrix import differing, matrix, read_published, written
from osk_scan.model import Layer
from osk_scan.pipeline.policy import Policy
from osk_scan.pipeline.writing import writing

Source = Literal["endoflife", "publiccode", "facts"]


class Overlay(Struct, frozen=True):
    """What an import wrote."""

    file: str
    products: tuple[str, ...]
    """Ids of the products that it says something of."""
    left_out: tuple[str, ...]
    """One line for each statement that was not taken over, with the reason."""
    catalogue_version: str
    """Version of the catalogue with this overlay over it."""


def import_overlay(
    policy: Policy, source: Source, file: Path, to: Path, retrieved: str, layer: Layer | None = None
) -> Overlay:
    """Write what `file` says as an overlay, and try it over the catalogue before anybody relies on it.

    Raises:
        InvalidRequest: where the file is not what its source writes, a new product's layer is not said, or `to`
            cannot be written.
        InvalidPolicy: where the overlay does not fit the catalogue.
    """
    imported = _imported(policy, source, file.read_bytes(), retrieved, layer)
    tried = to.with_name(f"{to.name}.new")
    _write(tried, overlay_text(imported.file), to)
    try:
        version = Policy(policy.folder, (*policy.overlays, tried)).catalogue.version
    except OskError:
        tried.unlink()
        raise
    tried.replace(to)
    products = sorted({**imported.file.products, **imported.file.additions})
    return Overlay(str(to), tuple(products), imported.left_out, version)


class ImportedMatrix(Struct, frozen=True):
    """What an import of a license matrix wrote, and how it differs from the matrix in force."""

    file: str
    source: str
    license: str
    date: str
    """Day of the matrix."""
    licenses: int
    came: tuple[str, ...]
    went: tuple[str, ...]
    changed: int
    """Pairs of licenses that both matrices know and answer differently."""


def import_matrix(file: Path, to: Path, retrieved: str) -> ImportedMatrix:
    """Write the license matrix that OSADL publishes as `file`, as the policy keeps it.

    Raises:
        InvalidRequest: where the file is not what OSADL publishes.
    """
    old, new = matrix(), read_published(file.read_bytes(), retrieved)
    _write(to, written(new), to)
    return ImportedMatrix(
        file=str(to),
        source=f"{new.source}, {new.url}",
        license=new.license,
        date=new.date,
        licenses=len(new.inbound),
        came=tuple(name for name in new.inbound if name not in old.inbound),
        went=tuple(name for name in old.inbound if name not in new.inbound),
        changed=differing(old, new),
    )


def _write(file: Path, text: str, asked: Path) -> None:
    with writing(asked):
        file.write_text(text, encoding="utf-8")


def _imported(policy: Policy, source: Source, content: bytes, retrieved: str, layer: Layer | None) -> Imported:
    products = policy.catalogue.products
    if source == "endoflife":
        return import_endoflife(content, products, retrieved)
    if source == "facts":
        return import_facts_csv(content, products)
    if layer is None:
        raise InvalidRequest("publiccode.yml", "it does not say which layer the software belongs to", "name --layer")
    return import_publiccode(content, products, retrieved, layer)
