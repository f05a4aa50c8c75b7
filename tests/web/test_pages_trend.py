"""The page of the trend: what changed between two assessments, told plainly, and nothing of other agencies."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import unquote_plus

import httpx
import pytest

from osk_scan.pipeline.access import Role
from osk_scan.pipeline.assess import assess
from osk_scan.pipeline.demo import ingest_demo
from osk_scan.pipeline.policy import Policy
from osk_scan.store.assessments import runs
from osk_scan.store.database import Database
from tests.web.estate import AGENCY, BEFORE, OTHER, furnished, visit
from tests.web.server import AT, Server, served


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    db = tmp_path_factory.mktemp("trend") / "osk.db"
    furnished(db)
    with served(db) as server:
        yield server


@pytest.fixture
def advisor(desk: Server) -> Iterator[httpx.Client]:
    with visit(desk, None, Role.AUDITOR) as client:
        yield client


def rows(text: str, caption: str) -> dict[str, list[str]]:
    """Return the cells of a table as text, by the heading of their row."""
    table = text.partition(f"<caption>{caption}</caption>")[2].partition("</table>")[0]
    told = (re.sub(r"<[^>]+>", " ", unescape(cell)).split() for cell in re.findall(r"<t[hd] [^>]*>.*?</t[hd]>", table))
    cells = [" ".join(cell) for cell in told]
    width = table.partition("</thead>")[0].count("<th ")
    lines = [cells[at : at + width] for at in range(width, len(cells), width)]
    return {line[0]: line[1:] for line in lines}


def offered(text: str, name: str) -> list[str]:
    """Return the values that a list has to choose from."""
    return re.findall(r'<option value="([^"]+)"', text.partition(f'<select id="{name}"')[2].partition("</select>")[0])


def test_the_newest_assessment_is_set_against_the_one_before_the_inventories_changed(advisor: httpx.Client) -> None:
    text = advisor.get("/trend").text
    columns = re.findall(r'role="columnheader"[^>]*>([^<]+)<', text.partition("Indikatoren</h2>")[2])[:5]
    assert [
        "Indikator",
        "Früher (30.06.2026)",
        "Später (23.11.2026)",
        "Wirklich verändert",
        "Wissen oder Stichtag",
    ] == (columns)
    assert {"Prüfverfahren": [OTHER, "neu erfasst"]} == rows(text, "Verfahren, für die anderes vorliegt als früher")
    compared = rows(text, "Was verglichen wird")
    assert ["30.06.2026", "23.11.2026"] == compared["Stichtag"]
    then, now = map(int, compared["Verfahren"])
    assert then + 1 == now


def test_every_value_stands_beside_its_bar_and_the_bar_says_the_same(advisor: httpx.Client) -> None:
    text = advisor.get("/trend").text
    told = rows(text, "Indikatoren, Änderungen in Punkten")
    assert len(told) > 20
    for name, (then, now, *_) in told.items():
        for side, cell in (("Früher (30.06.2026)", then), ("Später (23.11.2026)", now)):
            value = cell.removeprefix(f"{side}: ").partition(f" {side}: ")
            assert (value[0], True) == (value[2], cell.startswith(f"{side}: ")), name


def test_numbers_that_rest_on_another_day_are_called_not_comparable(advisor: httpx.Client) -> None:
    text = advisor.get("/trend").text
    assert ("Nicht unmittelbar vergleichbar" in text, "(Stichtag)" in text) == (True, True)
    assert "zählt als wirkliche Veränderung" in text, "a system came"
    assert "Auch die spätere Auswertung ist neu gerechnet" not in text


def test_a_layer_has_no_goals_and_no_empty_table_of_them(advisor: httpx.Client) -> None:
    text = advisor.get("/trend", params={"scope": "layer:office"}).text
    assert ("<p>Schicht: Büro-Software</p>" in text, "Ziele</h2>" in text, "Indikatoren</h2>" in text) == (
        True, False, True,
    )  # fmt: skip


def test_numbers_by_the_same_knowledge_are_called_comparable(tmp_path: Path) -> None:
    with Database(tmp_path / "osk.db") as db:
        policy = Policy()
        for documents in range(2):
            list(ingest_demo(db, AT))
            if documents:
                db.execute("UPDATE system SET context = 'published'")
            assess(db, policy, AT[:10], AT, AGENCY)
    with served(tmp_path / "osk.db") as server, visit(server, AGENCY, Role.AUDITOR) as client:
        text = client.get("/trend").text
    assert ("Unmittelbar vergleichbar: " in text, "Wissen oder Stichtag" in text) == (True, False)
    assert "dieselben Inventare derselben Verfahren" in text


def test_a_later_assessment_by_former_knowledge_is_said_to_be_scored_again(tmp_path: Path) -> None:
    furnished(tmp_path / "osk.db")
    with closing(sqlite3.connect(tmp_path / "osk.db")) as db, db:
        db.execute("UPDATE assessment SET software = '0.0.1'")
    with served(tmp_path / "osk.db") as server, visit(server, AGENCY, Role.AUDITOR) as client:
        text = client.get("/trend").text
    assert "Auch die spätere Auswertung ist neu gerechnet" in text
    assert "(Programmversion, Stichtag)" in text


def test_an_assessment_is_not_compared_with_itself(advisor: httpx.Client) -> None:
    (one, *_) = offered(advisor.get("/trend").text, "old")
    text = advisor.get("/trend", params={"old": one, "new": one}).text
    assert ("zwei verschiedene Auswertungen" in text, "<table" in text) == (True, False)


def test_the_earlier_of_two_assessments_is_the_earlier_however_they_are_asked_for(advisor: httpx.Client) -> None:
    newest, *_, oldest = offered(advisor.get("/trend").text, "old")
    days = [
        rows(advisor.get("/trend", params=asked).text, "Was verglichen wird")["Stichtag"]
        for asked in ({"old": oldest, "new": newest}, {"old": newest, "new": oldest})
    ]
    assert days[0] == days[1], "the desk assesses each day by itself: the newest is of the day of this test"
    assert ("30.06.2026", True) == (days[0][0], days[0][1] != days[0][0])


def test_a_system_has_a_trend_of_its_own_that_its_page_leads_to(desk: Server) -> None:
    with visit(desk, AGENCY, Role.AUDITOR) as client:
        system = client.get("/systems/1").text
        (path,) = re.findall(r'href="(/trend\?scope=system:1)"', system)
        text = client.get(path).text
    assert "Werte einzelner Verfahren werden nicht aufbewahrt" in text
    assert 'href="/systems/1">Verfahren: c1 (Bezirksamt A)</a>' in text
    assert ["1", "1"] == rows(text, "Was verglichen wird")["Verfahren"]
    assert "Wissen oder Stichtag" not in text.partition("<table")[2]


def test_pages_of_the_portfolio_and_of_a_part_lead_to_their_trend(advisor: httpx.Client) -> None:
    assert 'href="/trend"' in advisor.get("/").text
    path = f"/trend?scope=agency:{AGENCY}"
    text = advisor.get("/score", params={"scope": f"agency:{AGENCY}"}).text
    assert path in [unquote_plus(unescape(found)) for found in re.findall(r'href="([^"]+)"', text)]
    text = advisor.get(path).text
    assert f"<p>Behörde: {AGENCY}</p>" in text
    assert 'href="/score/D1?scope=agency%3ABezirksamt+A"' in text


def test_the_assessments_compared_open_as_the_scores_that_were_kept(advisor: httpx.Client) -> None:
    text = advisor.get("/trend", params={"scope": f"agency:{OTHER}"}).text
    links = [unescape(found) for found in re.findall(r'href="(/api/osk/v1/scores[^"]+)"', text)]
    opened = [advisor.get(path).json()["as_of"] for path in links]
    assert BEFORE == opened[0]
    assert [date.fromisoformat(one).strftime("%d.%m.%Y") for one in opened] == rows(text, "Was verglichen wird")[
        "Stichtag"
    ]


def test_a_part_that_the_earlier_assessment_does_not_have_is_told_so(desk: Server, advisor: httpx.Client) -> None:
    with visit(desk, OTHER, Role.AUDITOR) as client:
        (number,) = re.findall(r'href="/systems/(\d+)">Prüfverfahren', client.get("/systems").text)
    text = advisor.get("/trend", params={"scope": f"system:{number}"}).text
    assert ("enthält diesen Bereich nicht" in text, "<table" in text) == (True, False)


def test_with_one_assessment_there_is_nothing_to_compare_yet(desk: Server) -> None:
    with visit(desk, OTHER, Role.AUDITOR) as client:
        text = client.get("/trend").text
    assert ("erst eine Auswertung" in text, "<select" in text) == (True, False)


def test_an_agency_has_no_trend_of_anothers_parts_or_assessments(desk: Server) -> None:
    with Database(desk.db) as db:
        theirs = {run.assessment for run in runs(db) if run.scope != AGENCY}
    with visit(desk, OTHER, Role.AUDITOR) as client:
        (number, *_) = re.findall(r'href="/systems/(\d+)"', client.get("/systems").text)
    with visit(desk, AGENCY, Role.ADMIN) as client:
        mine = client.get("/trend").text
        asked = [f"scope=system:{number}", f"scope=agency:{OTHER}", "scope=system:x", "old=x"]
        asked += [f"{side}={id_}" for side in ("old", "new") for id_ in sorted(theirs)]
        answers = [client.get(f"/trend?{question}") for question in asked]
    assert theirs.isdisjoint(offered(mine, "old"))
    assert OTHER not in mine
    assert [404] * len(asked) == [answer.status_code for answer in answers]
