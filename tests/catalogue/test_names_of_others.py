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

SAME_SOFTWARE_FROM_OTHERS = {"freenginx.nginx", "nginxinc.nginx", "Microsoft.Git"}
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


def test_names_alone_match_only_software_of_the_product_s_own_publisher(catalogue: Catalogue) -> None:
    strangers = []
    for winget, name in _names():
        match = catalogue.match(_row(name))
        if match and not match.part and winget not in SAME_SOFTWARE_FROM_OTHERS:
            product = catalogue.products[match.product]
            vendor = catalogue.vendors[product.vendor]
            known = " ".join((product.name, vendor.name, *vendor.publishers, *product.aliases.publishers)).casefold()
            own = "".join(known.replace("+", "").split())
            if winget.partition(".")[0].casefold().replace("+", "")[:4] not in own:
                strangers.append((winget, name, match.product))
    assert len(strangers) <= 15, strangers
