"""Fourteen thousand display names of other software are not taken for catalogued products."""

import csv
import lzma
from collections.abc import Iterator
from pathlib import Path

import pytest

from osk_scan.catalogue import Catalogue
from osk_scan.portfolio import PackageRow

NAMES = Path(__file__).resolve().parents[2].parent / "shared" / "knowledge" / "winget-names.tsv.xz"

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not NAMES.is_file(), reason="the shared corpus is not beside the project"),
]

OTHER_BUILDS = ("freenginx.nginx", "Microsoft.Git", "ojdkbuild.openjdk")
"""Builds by others that carry the very name; without a publisher beside it nothing tells them apart."""


def _names() -> Iterator[tuple[str, str]]:
    csv.field_size_limit(1_000_000)
    with lzma.open(NAMES, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield row["id"], row["name"]


def _row(name: str, identifiers: tuple[str, ...] = (), vendor: str | None = None) -> PackageRow:
    return PackageRow("product:x", "product:x", "product", name, None, vendor, identifiers)


def test_a_name_and_a_winget_id_never_lead_to_different_products(catalogue: Catalogue) -> None:
    contradictions = []
    for winget, name in _names():
        by_id = catalogue.match(_row("", (f"winget:{winget}",)))
        by_name = catalogue.match(_row(name))
        if by_id and by_name and by_id.product != by_name.product:
            contradictions.append((winget, name, by_id.product, by_name.product))
    assert [] == contradictions


def test_a_foreign_publisher_keeps_a_name_from_matching(catalogue: Catalogue) -> None:
    taken = [name for _, name in _names() if catalogue.match(_row(name, vendor="Fremdfirma Beispiel GmbH"))]
    assert [] == taken


def test_a_name_alone_matches_nothing_of_another_maker(catalogue: Catalogue) -> None:
    strangers = []
    for winget, name in _names():
        match = catalogue.match(_row(name))
        by_id = catalogue.match(_row("", (f"winget:{winget}",)))
        own = by_id and match and by_id.product == match.product
        if match and not match.part and not own and not winget.startswith(OTHER_BUILDS):
            product = catalogue.products[match.product]
            vendor = catalogue.vendors[product.vendor]
            texts = (product.name, vendor.name, *vendor.publishers, *product.aliases.publishers)
            maker = winget.partition(".")[0][:4]
            if _squeezed(maker) not in _squeezed(" ".join(texts)):
                strangers.append((winget, name, match.product))
    assert [] == strangers


def _squeezed(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
