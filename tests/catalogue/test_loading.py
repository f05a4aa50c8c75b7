"""A catalogue is read from a folder and overlays; whatever it does not say properly is refused by file and key."""

from pathlib import Path
from typing import get_args

import pytest

from osk_scan.catalogue import Catalogue, load_catalogue
from osk_scan.catalogue.layers import LAYERS
from osk_scan.catalogue.loading import read_file
from osk_scan.errors import InvalidPolicy
from osk_scan.model import Layer
from osk_scan.portfolio import PackageRow
from osk_scan.shipped import rules_folder
from osk_scan.yaml_reading import MAX_POLICY_BYTES

BASE = """
sources:
  page: {title: A page, url: "https://example.org", retrieved: 2026-11-23}
vendors:
  contoso:
    name: Contoso
    publishers: [Contoso GmbH]
    controlling_entity: {is: contoso, source: page}
    jurisdiction: {is: DE, source: page}
products:
  suite:
    name: Contoso Suite
    vendor: contoso
    layer: office
    licence_class:
      - {is: osi_multi, versions: "<2", source: page}
      - {is: [proprietary, source_available], versions: ">=2", source: page}
    alternative: {is: 1/2, source: page}
    aliases: {names: [Contoso Suite]}
"""


def _load(folder: Path, base: str = BASE, **overlays: str) -> Catalogue:
    (folder / "base.yaml").write_text(base, encoding="utf-8")
    beside = folder.parent / f"{folder.name}-overlays"
    beside.mkdir(exist_ok=True)
    paths = [beside / f"{name}.yaml" for name in overlays]
    for path, text in zip(paths, overlays.values(), strict=True):
        path.write_text(text, encoding="utf-8")
    return load_catalogue(folder, overlays=tuple(paths))


def test_every_layer_has_a_name() -> None:
    assert get_args(Layer) == tuple(LAYERS)


def test_facts_are_sets_with_evidence(tmp_path: Path) -> None:
    suite = _load(tmp_path).products["suite"]
    assert ("proprietary", "source_available") == suite.licence_class("2.1").values
    assert ("osi_multi",) == suite.licence_class("1.9").values
    assert {"osi_multi", "proprietary", "source_available"} == set(suite.licence_class().values)
    assert "A page, https://example.org" == suite.alternative.evidence[0].source
    assert () == suite.format_openness.values
    assert suite.requires is None


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{is: 1/2, source: page}", "{is: 1/2}", "base.yaml products.suite: Object missing required field `source`"),
        ("{is: 1/2, source: page}", "{is: 1/2, source: []}", "base.yaml products.suite: "),
        ("source: page}\n    aliases", "source: pgae}\n    aliases", "there is no source `pgae`; did you mean `page`?"),
        ("alternative:", "alternativ:", "unknown field `alternativ`; did you mean `alternative`?"),
        ("layer: office", "layer: ofice", "did you mean `office`?"),
        ("is: osi_multi", "is: osi_mutli", "did you mean `osi_multi`?"),
        ("vendor: contoso", "vendor: contosso", "there is no vendor `contosso`; did you mean `contoso`?"),
        ('versions: "<2"', 'versions: "2 or less"', "`2 or less` is no version range"),
        ("names: [Contoso Suite]", "nmaes: [Contoso Suite]", "did you mean `names`?"),
        ("is: DE", "is: Germany", "base.yaml vendors.contoso: "),
        ("retrieved: 2026-11-23", "retrieved: 2026-13-23", "base.yaml sources.page.retrieved: `2026-13-23` is no day"),
        (
            "    aliases:",
            "    support: {'2': {until: 2026-02-30, source: page}}\n    aliases:",
            "support.2: `2026-02-30`",
        ),
        (
            "    aliases:",
            "    support: {'2': {until: 2026-02-20, extended: 2025-01-01, source: page}}\n    aliases:",
            "is extended to a day before it ends",
        ),
        ("    layer: office", "    layer: office\n    layer: office", "the key `layer` stands twice"),
        ("names: [Contoso Suite]", "names: ['']", "base.yaml products.suite: "),
        ("names: [Contoso Suite]", "winget: ['*']", "base.yaml products.suite: "),
        ("names: [Contoso Suite]", "purl: [deb/debian/suite]", "base.yaml products.suite: "),
        ("  suite:", "  Suite 2:", "base.yaml products.Suite 2: "),
    ],
)
def test_a_mistake_is_told_with_file_key_and_nearest_key(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in BASE
    with pytest.raises(InvalidPolicy) as refused:
        _load(tmp_path, BASE.replace(old, new, 1))
    assert told in str(refused.value)
    assert "base.yaml" in str(refused.value)


SECOND = """
products:
  other:
    name: Other
    vendor: contoso
    layer: office
    aliases: {ALIAS}
"""


@pytest.mark.parametrize(
    "alias", ["names: [Contoso Suite 2019]", "cpe: ['contoso:suite']", "purl: ['pkg:deb/debian/suite']"]
)
def test_an_alias_of_two_products_is_refused(tmp_path: Path, alias: str) -> None:
    base = BASE.replace(
        "names: [Contoso Suite]", "names: [Contoso Suite 2019], cpe: ['contoso:suite'], purl: ['pkg:deb/debian/suite']"
    )
    (tmp_path / "second.yaml").write_text(SECOND.replace("ALIAS", alias), encoding="utf-8")
    with pytest.raises(InvalidPolicy, match="belongs to"):
        _load(tmp_path, base)


def test_the_same_fact_in_two_shipped_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "more.yaml").write_text("additions: {suite: {alternative: {is: 1, source: page}}}", encoding="utf-8")
    with pytest.raises(InvalidPolicy, match="said already"):
        _load(tmp_path)


def test_an_overlay_corrects_facts_and_adds_aliases(tmp_path: Path) -> None:
    overlay = """
sources: {own: {title: Own research, retrieved: 2026-12-01, confidence: high}}
additions:
  suite:
    alternative: {is: 1, source: own}
    aliases: {common_names: [Suite Pro]}
"""
    catalogue = _load(tmp_path, own=overlay)
    assert ("1",) == catalogue.products["suite"].alternative.values
    assert "high" == catalogue.products["suite"].alternative.evidence[0].confidence
    match = catalogue.match(PackageRow("p", "p", "product", "Suite Pro", None, "Contoso GmbH"))
    assert match is not None
    assert "suite" == match.product


def test_a_source_that_an_overlay_lacks_is_told_in_the_overlay(tmp_path: Path) -> None:
    with pytest.raises(InvalidPolicy, match=r"own\.yaml additions\.suite\.sbom\.source: there is no source `pgae`"):
        _load(tmp_path, own="additions: {suite: {sbom: {is: none, source: pgae}}}")


def test_a_file_of_many_megabytes_is_refused_unread(tmp_path: Path) -> None:
    with pytest.raises(InvalidPolicy, match="split the file"):
        _load(tmp_path, BASE + "#" * MAX_POLICY_BYTES)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("sources: {own: {title: Köln}}".encode("cp1252"), "own.yaml line 1: is no UTF-8 text"),
        (b"sources:\n  own: {title: a\x00b}", "own.yaml line 2: is no UTF-8 text"),
    ],
)
def test_text_in_another_encoding_is_told_with_its_line(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "own.yaml"
    path.write_bytes(content)
    with pytest.raises(InvalidPolicy, match=told):
        read_file(path)


def test_the_version_follows_the_content_not_the_files(tmp_path: Path) -> None:
    one, two, three = (tmp_path / name for name in ("one", "two", "three"))
    for folder in (one, two, three):
        folder.mkdir()
    vendors, products = BASE.split("products:")
    (two / "a.yaml").write_text(vendors, encoding="utf-8")
    (two / "b.yaml").write_text(f"products:{products}", encoding="utf-8")
    assert _load(one).version == load_catalogue(two).version
    assert _load(one).version != _load(three, BASE.replace("is: 1/2", "is: 1")).version


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidPolicy, match="no catalogue files"):
        load_catalogue(tmp_path)


SHIPPED = sorted((rules_folder() / "catalogue").rglob("*.yaml"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_shipped_file_reads(path: Path) -> None:
    file = read_file(path)
    assert file.sources or file.vendors or file.products or file.additions


def test_every_shipped_source_is_cited(catalogue: Catalogue) -> None:
    stated = {title for path in SHIPPED for title in (entry.title for entry in read_file(path).sources.values())}
    cited = str([*catalogue.products.values(), *catalogue.vendors.values()])
    assert [] == sorted(title for title in stated if title not in cited)
