"""Pages that look beyond one agency: the comparison of two, and decisions on packages."""

import re
from collections.abc import Iterator

import pytest

from osk_scan.pipeline import curating
from osk_scan.pipeline.access import Role
from osk_scan.pipeline.curating import Signature, system_named
from osk_scan.store.database import Database
from osk_scan.web.pages._standing import standing
from tests.web.estate import AGENCY, OTHER, furnished, visit
from tests.web.server import AT, Server, served


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    db = tmp_path_factory.mktemp("portfolio") / "osk.db"
    furnished(db)
    with Database(db) as opened:
        past = Signature("Lizenztext geprüft", "OSK", "2026-10-01T08:00:00+00:00", "2026-11-01")
        curating.decide(opened, "license", "pkg:npm/for-all", "MIT", past)
        other = system_named(opened, "Prüfverfahren", OTHER)
        curating.decide(opened, "relation", "pkg:npm/for-one", "dynamic", Signature("Aufruf geprüft", "IT", AT), other)
        wrong = curating.decide(opened, "license", "pkg:npm/wrong", "ISC", Signature("verlesen", "OSK", AT))
        curating.revoke(opened, wrong.id, Signature("neue Fassung", "OSK", AT))
    with served(db) as server:
        yield server


def test_two_agencies_are_set_side_by_side_and_small_ones_are_withheld(desk: Server) -> None:
    with visit(desk, None, Role.AUDITOR) as client:
        text = client.get("/compare", params={"first": AGENCY, "second": OTHER}).text
        assert "/compare" in client.get("/score").text
    rows = re.findall(r'<tr role="row">\s*<th role="rowheader".*?</tr>', text, re.S)
    assert len(rows) > 10
    assert [] == [row for row in rows if "zurückgehalten" not in row.partition(OTHER)[2]]
    assert any("%" in row.partition(OTHER)[0] for row in rows)
    (fields,) = (row for row in rows if "D7_bsi" in row)
    assert "zurückgehalten" not in fields.partition(OTHER)[0], "an agency without an SBOM has no value to withhold"
    assert "weniger als 5 Verfahren" in text


def test_an_agency_with_itself_is_not_compared(desk: Server) -> None:
    with visit(desk, None, Role.AUDITOR) as client:
        text = client.get("/compare", params={"first": AGENCY, "second": AGENCY}).text
        assert ("zwei verschiedene" in text, "<table" in text) == (True, False)
        assert 404 == client.get("/compare?first=gibt+es+nicht").status_code


def test_only_who_sees_the_whole_portfolio_compares(desk: Server) -> None:
    with visit(desk, AGENCY, Role.ADMIN) as client:
        answer = client.get("/compare")
        assert (403, False) == (answer.status_code, OTHER in answer.text)
        assert "/compare" not in client.get("/score").text


def test_decisions_are_told_with_reason_name_and_whether_they_count(desk: Server) -> None:
    with visit(desk, None, Role.AUDITOR) as client:
        text = client.get("/decisions").text
    for said in ("pkg:npm/for-all", "Lizenztext geprüft", "galt bis 01.11.2026", "pkg:npm/for-one", f"{OTHER} · ",
                 "widerrufen am 23.11.2026 von OSK: neue Fassung"):  # fmt: skip
        assert said in text


def test_an_agency_reads_no_decision_on_anothers_system(desk: Server) -> None:
    with visit(desk, AGENCY, Role.AUDITOR) as client:
        text = client.get("/decisions").text
    assert ("pkg:npm/for-all" in text, "pkg:npm/for-one" in text, OTHER in text) == (True, False, False)


def test_whose_value_it_is_is_cut_like_every_other_name() -> None:
    assert len(standing("A" * 10_000, "0,5", None)) < 500
    assert "\u202e" not in standing("\u202eAmt", "0,5", None)
