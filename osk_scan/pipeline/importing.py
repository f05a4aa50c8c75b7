"""Turn what others know into a catalogue overlay that an advisor keeps beside the shipped catalogue."""

from pathlib import Path
from typing import Literal

from msgspec import Struct

from osk_scan.catalogue.importers.endoflife import import_endoflife
from osk_scan.catalogue.importers.facts_csv import import_facts_csv
from osk_scan.catalogue.importers.overlay import Imported, overlay_text
from osk_scan.catalogue.importers.publiccode import import_publiccode
from osk_scan.catalogue.layers import Layer
from osk_scan.errors import InvalidRequest, OskError
from osk_scan.pipeline.policy import Policy

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
        InvalidRequest: where the file is not what its source writes, or a new product's layer is not said.
        InvalidPolicy: where the overlay does not fit the catalogue.
    """
    imported = _imported(policy, source, file.read_bytes(), retrieved, layer)
    to.write_text(overlay_text(imported.file), encoding="utf-8")
    try:
        version = Policy(policy.folder, (*policy.overlays, to)).catalogue.version
    except OskError:
        to.unlink()
        raise
    products = sorted({**imported.file.products, **imported.file.additions})
    return Overlay(str(to), tuple(products), imported.left_out, version)


def _imported(policy: Policy, source: Source, content: bytes, retrieved: str, layer: Layer | None) -> Imported:
    products = policy.catalogue.products
    if source == "endoflife":
        return import_endoflife(content, products, retrieved)
    if source == "facts":
        return import_facts_csv(content, products)
    if layer is None:
        raise InvalidRequest("publiccode.yml", "it does not say which layer the software belongs to", "name --layer")
    return import_publiccode(content, products, retrieved, layer)
