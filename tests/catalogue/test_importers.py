"""What is imported keeps its source, license and date, and comes back through an overlay."""

import json
from pathlib import Path

import pytest

from osk_scan.catalogue import Catalogue, load_catalogue
from osk_scan.catalogue.importers.endoflife import import_endoflife
from osk_scan.catalogue.importers.facts_csv import import_facts_csv
from osk_scan.catalogue.importers.overlay import Imported, overlay_text
from osk_scan.catalogue.importers.publiccode import import_publiccode
from osk_scan.catalogue.support import support_status
from osk_scan.errors import InvalidPolicy, InvalidRequest
from osk_scan.shipped import rules_folder

V1 = {
    "schema_version": "1.2.0",
    "result": {
        "name": "debian",
        "releases": [
            {
                "name": "14",
                "isEol": False,
                "eolFrom": "2030-07-01",
                "eoesFrom": "2032-06-30",
                "latest": {"name": "14.1"},
            },
            {"name": "15", "isEol": False, "eolFrom": None, "latest": {"name": "15.0"}},
            {"name": "1.1", "isEol": True, "eolFrom": None},
        ],
    },
}
LISTED = [
    {
        "id": "windows",
        "releases": [
            {"releaseCycle": "11-27h2-e", "eol": "2030-10-08", "latest": "10.0.29000"},
            {"releaseCycle": "10-22h2", "eol": "2025-10-14", "eoes": "2029-10-09", "latest": "10.0.19045"},
        ],
    }
]


def _with(imported: Imported, tmp_path: Path) -> Catalogue:
    path = tmp_path / "imported.yaml"
    path.write_text(overlay_text(imported.file), encoding="utf-8")
    return load_catalogue(rules_folder() / "catalogue", overlays=(path,))


def test_an_endoflife_document_of_the_api_becomes_support_cycles(catalogue: Catalogue, tmp_path: Path) -> None:
    imported = import_endoflife(json.dumps(V1).encode(), catalogue.products, "2026-12-01")
    debian = _with(imported, tmp_path).products["debian"]
    told = support_status(debian, "14.1", "2031-01-01")
    assert ("extended", "2032-06-30") == (told.status, told.until)
    (evidence,) = next(cycle.evidence for cycle in debian.support if cycle.cycle == "14")
    assert ("endoflife.date, https://endoflife.date, MIT", "2026-12-01") == (evidence.source, evidence.retrieved)
    assert support_status(debian, "15.0", "2026-12-02").until is None
    assert ("debian 1.1: says no date of its end",) == imported.left_out


def test_the_list_form_tells_products_of_one_document_apart(catalogue: Catalogue, tmp_path: Path) -> None:
    imported = import_endoflife(json.dumps(LISTED).encode(), catalogue.products, "2026-12-01")
    assert {"windows-10", "windows-11"} == set(imported.file.additions)
    overlaid = _with(imported, tmp_path).products
    assert "2030-10-08" == support_status(overlaid["windows-11"], "10.0.29000.1", "2030-01-01").until
    assert "2029-10-09" == support_status(overlaid["windows-10"], "10.0.19045", "2026-09-01").until


def test_a_release_with_a_day_that_is_none_is_left_out(catalogue: Catalogue) -> None:
    content = b'\xef\xbb\xbf[{"id": "debian", "releases": [{"name": "99", "eol": "2030-02-31"}]}]'
    imported = import_endoflife(content, catalogue.products, "2026-12-01")
    assert ("debian 99: `2030-02-31` is no day",) == imported.left_out
    assert {} == imported.file.additions


@pytest.mark.parametrize(
    "content", [b"<html>", b"[1, 2]", b'{"result": 5}', b'[{"releases": {"a": 1}}]', b"[" * 100_000, b""]
)
def test_what_is_no_endoflife_document_is_refused(content: bytes, catalogue: Catalogue) -> None:
    with pytest.raises(InvalidRequest):
        import_endoflife(content, catalogue.products, "2026-12-01")


TABLE = """product;fact;values;source;url;license;retrieved;confidence
vlc;sbom;none|toplevel;Eigene Prüfung;https://example.org;CC0-1.0;2026-12-01;high
vlc;vitality;3;openCode;;;2026-12-01;
nichts;sbom;none;Eigene Prüfung;;;2026-12-01;
vlc;sbmo;none;Eigene Prüfung;;;2026-12-01;
vlc;sbom;viel;Eigene Prüfung;;;2026-12-01;
vlc;sbom;none;;;;2026-12-01;
"""


def test_a_table_of_facts_becomes_an_overlay(catalogue: Catalogue, tmp_path: Path) -> None:
    imported = import_facts_csv(TABLE.encode("cp1252"), catalogue.products)
    vlc = _with(imported, tmp_path).products["vlc"]
    assert ("none", "toplevel") == vlc.sbom.values
    assert "Eigene Prüfung, https://example.org, CC0-1.0" == vlc.sbom.evidence[0].source
    assert ("3",) == vlc.vitality.values
    assert ["line 4", "line 5", "line 6", "line 7"] == [line.partition(":")[0] for line in imported.left_out]


def test_a_fact_that_stands_twice_counts_once_and_is_told(catalogue: Catalogue) -> None:
    rows = "vlc;sbom;none;a;2026-12-01\nvlc;sbom;complete;b;2026-12-01\nvlc;vitality;1;a;2026-02-31\n"
    table = f"product;fact;values;source;retrieved\n{rows}".encode("utf-16")
    imported = import_facts_csv(table, catalogue.products)
    stated = imported.file.additions["vlc"].sbom
    assert stated is not None
    assert ("none",) == stated.is_
    assert ("line 3: sbom of vlc is said already further up", "line 4: `2026-02-31` is no day") == imported.left_out


def test_a_table_of_which_nothing_fits_is_an_empty_overlay(tmp_path: Path, catalogue: Catalogue) -> None:
    table = b"product,fact,values,source,retrieved\nnichts,sbom,none,a,2026-12-01\n"
    imported = import_facts_csv(table, catalogue.products)
    assert catalogue.version == _with(imported, tmp_path).version


@pytest.mark.parametrize("rows", [b"", b"vlc,sbom," + b"x" * 200_000])
def test_a_table_without_rows_or_with_endless_cells_is_refused(rows: bytes, catalogue: Catalogue) -> None:
    with pytest.raises(InvalidRequest):
        import_facts_csv(b"product,fact,values,source,retrieved\n" + rows, catalogue.products)
    with pytest.raises(InvalidRequest):
        import_facts_csv(rows, catalogue.products)


def test_a_table_without_its_columns_is_refused(catalogue: Catalogue) -> None:
    with pytest.raises(InvalidRequest, match="column `values` is missing"):
        import_facts_csv(b"product,fact,source,retrieved\n", catalogue.products)


def test_a_fact_without_a_date_is_refused(catalogue: Catalogue) -> None:
    with pytest.raises(InvalidPolicy, match="facts table line 2"):
        import_facts_csv(b"product,fact,values,source,retrieved\nvlc,sbom,none,me,yesterday\n", catalogue.products)


PUBLIC_CODE = """
publiccodeYmlVersion: "0.4"
name: Bürgerportal Süd
url: https://github.com/Example/Portal.git
usedBy: [Stadt Beispielhausen]
legal: {license: EUPL-1.2, mainCopyrightOwner: Stadt Beispielhausen}
"""


def test_a_publiccode_file_becomes_a_product(catalogue: Catalogue, tmp_path: Path) -> None:
    imported = import_publiccode(PUBLIC_CODE.encode(), catalogue.products, "2026-12-01", "specialist")
    portal = _with(imported, tmp_path).products["buergerportal-sued"]
    assert ("osi_multi", "osi_single") == portal.licence_class().values
    assert ("Stadt Beispielhausen",) == tuple(example.used_by for example in portal.alternatives)
    assert ("pkg:github/example/portal",) == portal.aliases.purl
    assert (
        "publiccode.yml: Bürgerportal Süd, https://github.com/Example/Portal.git"
        == portal.alternative.evidence[0].source
    )


def test_what_is_no_publiccode_file_is_refused(catalogue: Catalogue) -> None:
    with pytest.raises(InvalidRequest):
        import_publiccode(b"name: [1]", catalogue.products, "2026-12-01", "office")
    with pytest.raises(InvalidRequest):
        import_publiccode(b"a: &x 1\nb: *x", catalogue.products, "2026-12-01", "office")
