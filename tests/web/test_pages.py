"""Pages show a reader what their key is for, in their language, and nothing of other agencies."""

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from fractions import Fraction
from html import unescape
from pathlib import Path

import httpx
import msgspec
import pytest

from osk_scan.model import Document
from osk_scan.pipeline.access import Role, session_digest
from osk_scan.pipeline.ingest import ingest
from osk_scan.pipeline.narrowing import scores_for
from osk_scan.pipeline.policy import Policy
from osk_scan.pipeline.receipts import Assignment
from osk_scan.reports.parts import Words
from osk_scan.store.assessments import newest_assessment
from osk_scan.store.database import Database
from osk_scan.store.keys import end_session
from osk_scan.web import pages
from osk_scan.web.admission import COOKIE
from osk_scan.web.pages._plain import plain, with_links
from osk_scan.web.pages._wording import _own
from tests.web.documents import bom
from tests.web.estate import AGENCY, OTHER, furnished, visit
from tests.web.server import Server, key, served

PLAIN = ("/", "/upload", "/uploads", "/systems", "/findings", "/score", "/hotspots", "/what-if", "/clarify",
         "/catalogue", "/reports", "/trend", "/method", "/accessibility")  # fmt: skip
OPEN = {"/", "/login", "/session", "/static/{name}", "/method", "/accessibility",
        "/login/openid", "/login/openid/answer", "/login/openid/end"}  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    db = tmp_path_factory.mktemp("pages") / "osk.db"
    furnished(db)
    with served(db) as server:
        yield server


@pytest.fixture(scope="module")
def reader(desk: Server) -> Iterator[httpx.Client]:
    with visit(desk, AGENCY, Role.AUDITOR, Role.UPLOADER) as client:
        yield client


def csrf(page: str) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found
    return found[1]


@pytest.mark.parametrize("path", PLAIN)
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_page_is_there_in_both_languages(reader: httpx.Client, path: str, language: str) -> None:
    answer = reader.get(path, params={"lang": language})
    assert (200, "text/html; charset=utf-8") == (answer.status_code, answer.headers["content-type"])
    assert f'<html lang="{language}">' in answer.text


def test_the_language_once_chosen_stays(desk: Server) -> None:
    with visit(desk, AGENCY, Role.AUDITOR) as client:
        client.get("/systems", params={"lang": "en"})
        assert '<html lang="en">' in client.get("/findings").text


@pytest.mark.parametrize(
    ("preferred", "language"), [("en-GB,de;q=0.5", "en"), ("de-DE,en;q=0.5", "de"), ("fr", "de"), ("nl-DE,en", "en")]
)
def test_the_browsers_language_counts_until_one_is_chosen(desk: Server, preferred: str, language: str) -> None:
    with desk.client() as client:
        text = client.get("/method", headers={"Accept-Language": preferred}).text
    assert f'<html lang="{language}">' in text


def test_strangers_get_the_login_form_and_nothing_else(tmp_path: Path) -> None:
    closed = [e for e in pages.area().endpoints if e.path not in OPEN]
    assert closed
    with served(tmp_path / "osk.db") as server, server.client() as client:
        for endpoint in closed:
            path = re.sub(r"\{\w+\}", "1", endpoint.path)
            answer = client.request(endpoint.method, path)
            assert (401, True) == (answer.status_code, 'action="/session"' in answer.text), path


def test_after_the_login_the_page_that_was_asked_for_opens(desk: Server) -> None:
    shown = key(desk.db, AGENCY, Role.AUDITOR)
    with desk.client() as client:
        assert 'name="onward" value="/findings"' in client.get("/findings").text
        assert "/findings" == client.post("/session", data={"key": shown, "onward": "/findings"}).headers["location"]


@pytest.mark.parametrize("onward", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "x"])
def test_a_login_never_leads_to_another_server(desk: Server, onward: str) -> None:
    shown = key(desk.db, AGENCY, Role.AUDITOR)
    with desk.client() as client:
        assert "/" == client.post("/session", data={"key": shown, "onward": onward}).headers["location"]


def test_who_only_reads_cannot_upload_or_waive(desk: Server) -> None:
    with visit(desk, AGENCY, Role.DASHBOARD) as client:
        listed = client.get("/findings").text
        finding = re.findall(r'href="(/findings/[0-9a-f]+)"', listed)[0]
        text = client.get(finding).text
        mark = csrf(text)
        assert ('href="/upload"' in listed, "/waive" in text) == (False, False)
        assert 403 == client.get("/upload").status_code
        said = {"csrf": mark, "reason": "x", "reviewer": "x", "until": "2099-01-01"}
        assert 403 == client.post(f"{finding}/waive", data=said).status_code


def test_an_agency_reads_nothing_of_another(desk: Server, reader: httpx.Client) -> None:
    with visit(desk, OTHER, Role.AUDITOR) as other:
        links = re.compile(r'href="(/(?:systems|inventories|findings|uploads)/[\w-]+)"')
        foreign = {
            link for path in ("/systems", "/findings", "/uploads") for link in links.findall(other.get(path).text)
        }
        assert foreign
        for path in sorted(foreign):
            assert 200 == other.get(path).status_code
            assert 404 == reader.get(path).status_code, path
    for path in (*PLAIN, f"/findings?agency={OTHER}", f"/score?scope=agency:{OTHER}", f"/trend?scope=agency:{OTHER}",
                 "/reports/tables/findings-json", "/reports/tables/scores-json"):  # fmt: skip
        assert OTHER not in reader.get(path).text.replace(f"agency={OTHER}", ""), path


def test_inventories_of_two_agencies_are_not_compared(desk: Server, reader: httpx.Client) -> None:
    own = re.findall(
        r"/inventories/(\d+)", reader.get(re.findall(r"/systems/\d+", reader.get("/systems").text)[0]).text
    )
    with visit(desk, OTHER, Role.AUDITOR) as other:
        system = re.findall(r"/systems/\d+", other.get("/systems").text)[0]
        theirs = re.findall(r"/inventories/(\d+)", other.get(system).text)
    assert 404 == reader.get(f"/difference?old={own[0]}&new={theirs[0]}").status_code


def test_a_waiver_and_its_end_need_the_mark_of_the_visit_and_a_reason(desk: Server) -> None:
    with visit(desk, AGENCY, Role.AUDITOR) as client:
        finding = re.findall(r'href="(/findings/[0-9a-f]+)"', client.get("/findings?state=open").text)[-1]
        mark = csrf(client.get(finding).text)
        said = {"csrf": mark, "reason": "geprüft", "reviewer": "IT-Sicherheit", "until": "2099-01-01"}
        assert 403 == client.post(f"{finding}/waive", data=said | {"csrf": "x"}).status_code
        assert 400 == client.post(f"{finding}/waive", data=said | {"reason": " "}).status_code
        assert 400 == client.post(f"{finding}/waive", data=said | {"until": "2020-01-01"}).status_code
        assert finding in client.get("/findings?state=open").text
        assert 303 == client.post(f"{finding}/waive", data=said).status_code
        assert finding not in client.get("/findings?state=open").text
        assert finding in client.get("/findings?state=waived").text
        assert "geprüft" in client.get(finding).text
        said = {"csrf": mark, "reason": "abgesagt", "reviewer": "IT-Sicherheit"}
        assert 403 == client.post(f"{finding}/revoke", data=said | {"csrf": "x"}).status_code
        assert 400 == client.post(f"{finding}/revoke", data=said | {"reason": " "}).status_code
        assert finding in client.get("/findings?state=waived").text
        assert 303 == client.post(f"{finding}/revoke", data=said).status_code
        assert finding in client.get("/findings?state=open").text
        assert "widerrufen" in client.get(finding, params={"lang": "de"}).text
        assert 404 == client.post(f"{finding}/revoke", data=said).status_code


def test_documents_lead_to_where_they_are_however_they_were_handed_in(reader: httpx.Client) -> None:
    assert re.search(r'<a href="/systems"><b>10</b> <span>Dokumente', reader.get("/?lang=de").text)
    assert "Was auf anderem Weg eingereicht wurde, steht unter Verfahren" in reader.get("/uploads?lang=de").text


def test_back_to_the_first_page_keeps_the_filters(reader: httpx.Client) -> None:
    assert 'href="/findings?severity=info"' in reader.get("/findings?severity=info&after=0").text
    assert 'href="/uploads"' in reader.get("/uploads?before=1").text.partition("<main")[2]


def test_findings_are_filtered_by_each_value_that_the_form_offers(reader: httpx.Client) -> None:
    text = reader.get("/findings?lang=de").text
    (rules,) = re.findall(r'<select id="rule".*?</select>', text, re.S)
    assert ("end-of-support", "Support durch den Hersteller beendet") in re.findall(
        r'<option value="([^"]+)">([^<]+)<', rules
    )
    shown = reader.get("/findings?rule=end-of-support").text.partition("<tbody")[2]
    assert {"Support durch den Hersteller beendet"} == set(re.findall(r'href="/findings/\w+">([^<]+)<', shown))


def test_a_version_that_stands_in_the_name_is_not_said_again(reader: httpx.Client) -> None:
    text = reader.get("/findings").text
    assert ("LibreOffice 25.8.3.2" in text, "25.8.3.2 25.8.3.2" in text) == (True, False)


@pytest.mark.parametrize(("path", "title"), [("/hotspots", "Schwerpunkte"), ("/clarify", "Klärungsliste")])
def test_a_page_with_nothing_yet_keeps_its_title_and_says_what_to_do(desk: Server, path: str, title: str) -> None:
    with visit(desk, "Neues Amt", Role.AUDITOR, Role.UPLOADER) as client:
        text = client.get(path).text
        assert (f"<h1>{title}</h1>" in text, 'class="button" href="/upload"' in text) == (True, True)
        assert 'class="button" href="/upload"' in client.get("/systems").text


def test_an_agency_of_which_nothing_was_assessed_is_told_so_and_not_that_it_has_no_findings(desk: Server) -> None:
    with visit(desk, "Neues Amt", Role.AUDITOR, Role.UPLOADER) as client:
        for path in ("/", "/findings", "/score", "/trend", "/what-if", "/reports"):
            assert "Noch keine Auswertung" in client.get(path).text, path


def test_a_part_is_chosen_by_its_name_and_offered_once(reader: httpx.Client) -> None:
    offered = re.findall(r'<option value="([^"]+)"[^>]*>([^<]+)<', reader.get("/score?lang=de").text)
    assert f"Behörde: {AGENCY}" == offered[0][1]
    assert "Schicht: Büro-Software" in [text for _, text in offered]
    assert len(offered) == len({text for _, text in offered})
    text = reader.get("/score", params={"scope": offered[-1][0]}).text
    assert f"<p>{offered[-1][1]} · Stand" in text


def test_an_address_leads_to_its_whole_however_short_it_is_shown() -> None:
    address = f"https://example.de/{'a' * 300}?b=1&c=2"
    made = with_links(f"Titel <b>, {address} (23.11.2026)")
    assert f'href="{address.replace("&", "&amp;")}"' in made
    assert made.startswith("Titel &lt;b&gt;, <a ")
    assert made.endswith("…</a> (23.11.2026)")
    for harmless in ("javascript:alert(1)", "//elsewhere.example", "http://", "data:text/html,x"):
        assert "<a" not in with_links(harmless)
    assert 1 == with_links('https://a.example/"onclick="x').count('"https://a.example/"')


def test_catalogued_facts_are_told_in_words_with_author_and_confidence(reader: httpx.Client) -> None:
    text = reader.get("/catalogue/office?lang=de").text
    for said in ("im Einsatz belegt", "Ausgabe mit Verlust", "hohes Vertrauen"):
        assert said in text
    assert not re.search(r">\s*(?:1/2|none|toplevel)\s*<", text)


def test_an_indicator_is_explained_to_document_and_place(reader: httpx.Client) -> None:
    text = reader.get("/score/D6?lang=de").text
    assert re.search(rf"{AGENCY}/c1: c1\.csv Zeile \d+", text)
    for said in ("mindestens", "Mindestwert: Gezählt ist, was bekannt ist", "vorsichtig gerechnet", "Verfahren"):
        assert said in text
    assert "Der Katalog hat sich" not in text


@pytest.mark.parametrize("indicator", ["D1", "D6"])
def test_what_contributes_most_to_a_value_is_listed_first(reader: httpx.Client, indicator: str) -> None:
    table = reader.get(f"/score/{indicator}").text.partition("Was zu diesem Wert beiträgt</caption>")[2]
    shares = re.findall(r'data-label="Beitrag je Einheit">([\d/]+)', table.partition("</table>")[0])
    least = [Fraction(share) for share in shares]
    assert len(set(least)) > 1
    assert sorted(least, reverse=True) == least


def test_a_finding_leads_to_its_system_and_product(reader: httpx.Client) -> None:
    path = re.findall(r'href="(/findings/[0-9a-f]+)"', reader.get("/findings?rule=end-of-support&system=c1").text)[0]
    text = reader.get(path).text
    assert '<a href="/systems/1">c1</a>' in text
    ((product, name),) = re.findall(r'<dt>Produkt</dt><dd><a href="(/catalogue/[\w-]+)">([^<]+)<', text)
    assert f"<h1>{name}</h1>" in reader.get(product).text


def test_the_catalogue_is_leafed_through_to_its_end(reader: httpx.Client) -> None:
    seen: list[str] = []
    following = "/catalogue"
    while following:
        text = reader.get(following).text
        seen += re.findall(r'<a href="/catalogue/([^"]+)"', text)
        found = re.search(r'href="([^"]+)" rel="next"', text)
        following = unescape(found[1]) if found else ""
    assert (len(Policy().catalogue.products),) * 2 == (len(seen), len(set(seen)))


def test_an_advisor_gets_the_report_and_the_tables_of_one_agency(desk: Server) -> None:
    with visit(desk, None, Role.AUDITOR) as client:
        text = client.get("/reports", params={"agency": AGENCY}).text
        links = [unescape(found) for found in re.findall(r'href="(/reports/[^"]+)"', text)]
        assert [] == [path for path in links if not path.endswith(f"?agency={AGENCY.replace(' ', '+')}")]
        table = client.get(next(path for path in links if "findings-json" in path)).text
        assert (True, False) == (AGENCY in table, OTHER in table)
        assert f"agency={AGENCY}" not in client.get("/reports").text
        for path in ("/reports?agency=x", "/reports/report.html?agency=x", "/reports/tables/findings-json?agency=x"):
            assert 404 == client.get(path).status_code, path


def test_an_agency_gets_no_report_of_another(reader: httpx.Client) -> None:
    assert "<select" not in reader.get("/reports").text
    for path in ("/reports", "/reports/report.html", "/reports/tables/findings-json"):
        assert 404 == reader.get(path, params={"agency": OTHER}).status_code, path


def test_required_fields_are_explained_by_documents_and_no_installations(desk: Server) -> None:
    with visit(desk, OTHER, Role.AUDITOR) as client:
        text = client.get("/score/D7_bsi?lang=de").text.partition("<table")[2].partition("</table>")[0]
    assert f"{OTHER}/Statistikdienst: bom.cdx.json" in text
    assert re.search(r">\d+/\d+</td>", text)
    assert not re.search("Installationen|Produkt", text)


def test_places_found_by_a_renewed_catalogue_are_told_as_such(tmp_path: Path) -> None:
    furnished(tmp_path / "osk.db")
    with closing(sqlite3.connect(tmp_path / "osk.db")) as db, db:
        db.execute("UPDATE assessment SET catalogue_version = 'former'")
    with served(tmp_path / "osk.db") as server, visit(server, AGENCY, Role.AUDITOR) as client:
        assert "Der Katalog hat sich seit dieser Auswertung geändert" in client.get("/score/D1").text


def test_a_source_is_compared_with_what_it_was_before(tmp_path: Path) -> None:
    with Database(tmp_path / "osk.db") as db:
        for day, name, version in ((1, "app.json", "1"), (2, "app.json", "2"), (3, "image.json", "1")):
            document = Document(name, bom(version=version))
            ingest(db, document, Assignment(agency=AGENCY, system="Portal"), f"2026-11-0{day}T08:00:00+00:00")
    with served(tmp_path / "osk.db") as server, visit(server, AGENCY, Role.AUDITOR) as client:
        chosen = re.findall(r"selected>([^<]+)<", client.get("/systems/1").text)
    assert ["01.11.2026", "02.11.2026"] == [label.split()[0] for label in chosen]


def test_a_portfolios_auditor_sees_all_agencies_and_may_choose_one(desk: Server) -> None:
    with visit(desk, None, Role.AUDITOR) as client:
        text = client.get("/findings").text
        assert AGENCY in text
        assert OTHER in text
        assert OTHER not in client.get(f"/findings?agency={AGENCY}").text.partition("<table")[2]


HUGE = "9" * 30
REFUSED = (("/findings?state=x", 400), ("/findings?severity=x", 400), (f"/findings?after={HUGE}", 400),
           (f"/inventories/1?after={HUGE}", 400), (f"/difference?old={HUGE}&new=1", 400),
           (f"/systems?after={HUGE}", 400), ("/systems/99999999999999999999", 404), ("/findings/zz", 404),
           ("/nowhere", 404), ("/catalogue/nix", 404), ("/session", 405))  # fmt: skip


@pytest.mark.parametrize(("path", "status"), REFUSED)
def test_what_is_wrong_is_told_on_a_page_in_the_readers_language(reader: httpx.Client, path: str, status: int) -> None:
    for language, known in (("de", "Prüfen|Gehen Sie|Rufen Sie"), ("en", "Check|Go back|Open")):
        asked = f"{path}{'&' if '?' in path else '?'}lang={language}"
        answer = reader.get(asked, headers={"Accept": "text/html"})
        said = answer.text.partition("<main")[2].partition("<details")[0]
        assert (status, True) == (answer.status_code, f'<html lang="{language}">' in answer.text)
        assert re.search(known, said), said
        assert "there is n" not in said
        assert AGENCY in answer.text, "the visit goes on"


def test_every_status_and_kind_of_refusal_is_worded() -> None:
    kinds = {name.split(".", 2)[2] for name in _own() if name.startswith("refused.said.")}
    assert kinds == {name.split(".", 2)[2] for name in _own() if name.startswith("refused.fix.")}
    room = Path(pages.__file__).parents[1]
    code = "".join(file.read_text("utf-8") for file in room.rglob("*.py"))
    statuses = set(re.findall(r"^    status = (\d+)$", code, re.M)) - {"401", "409"}
    assert statuses <= kinds
    assert [] == [kind for kind in kinds if not kind.isdigit() and f'"{kind}"' not in code]


def test_an_unknown_address_is_told_to_people_by_a_page_and_to_programs_by_a_problem(desk: Server) -> None:
    with desk.client() as client:
        for path, accept, told in (
            ("/nowhere", "text/html,*/*", "text/html"),
            ("/nowhere", "*/*", "application/problem+json"),
            ("/nowhere", "application/json", "application/problem+json"),
            ("/api/osk/v1/nowhere", "text/html,*/*", "application/problem+json"),
            ("/api/v1/nowhere", "application/json", "application/problem+json"),
        ):
            answer = client.get(path, headers={"Accept": accept})
            assert (404, told) == (answer.status_code, answer.headers["content-type"].partition(";")[0]), path


def test_a_visit_that_is_over_is_told_and_leads_back_to_where_it_was(desk: Server) -> None:
    with visit(desk, AGENCY, Role.AUDITOR, Role.UPLOADER) as client:
        mark = csrf(client.get("/upload").text)
        with Database(desk.db) as db:
            end_session(db, session_digest(client.cookies[COOKIE]))
        listed, sent = client.get("/findings?severity=high"), client.post("/upload", data={"csrf": mark})
    assert [401, 401] == [listed.status_code, sent.status_code]
    assert ("Sitzung ist abgelaufen" in listed.text, "nicht gespeichert" in listed.text) == (True, False)
    assert ("Sitzung ist abgelaufen" in sent.text, "nicht gespeichert" in sent.text) == (True, True)
    assert 'name="onward" value="/findings?severity=high"' in listed.text
    assert 'name="onward" value="/upload"' in sent.text
    assert "unbekannt oder gesperrt" not in listed.text + sent.text


@pytest.mark.parametrize(
    ("path", "said", "fields"),
    [
        ("/upload", {}, ("document",)),
        ("/findings/{}/waive", {"reason": " ", "until": "2020-01-01"}, ("reason", "reviewer", "until")),
        ("/what-if?replace=nix&by=PostgreSQL", None, ("replace",)),
        ("/what-if?replace=Firefox&by=gibt+es+nicht", None, ("by",)),
    ],
)
def test_mistakes_in_a_form_are_listed_and_each_leads_to_its_field(
    desk: Server, path: str, said: dict[str, str] | None, fields: tuple[str, ...]
) -> None:
    with visit(desk, AGENCY, Role.AUDITOR, Role.UPLOADER) as client:
        path = path.format(re.findall(r'href="/findings/([0-9a-f]+)"', client.get("/findings?state=open").text)[0])
        mark = csrf(client.get("/upload").text)
        text = (client.get(path) if said is None else client.post(path, data=said | {"csrf": mark})).text
    assert "<title>Fehler: " in text
    assert list(fields) == re.findall(r'<a href="#([\w-]+)" id="wrong-\1">', text)
    for name in fields:
        (field,) = re.findall(rf'<(?:input|textarea) id="{name}"[^>]*>', text)
        assert 'aria-invalid="true"' in field
        assert f"wrong-{name}" in field


def test_only_failed_logins_are_counted_as_such(desk: Server) -> None:
    with desk.client() as client:
        for _ in range(100):
            assert 401 == client.get("/findings").status_code
        assert 303 == client.post("/session", data={"key": key(desk.db, AGENCY, Role.AUDITOR)}).status_code


def test_the_report_brings_its_own_style_and_lets_nothing_else_in(reader: httpx.Client) -> None:
    report = reader.get("/reports/report.html").headers["location"]
    while (answer := reader.get(report)).status_code == 202:
        time.sleep(0.2)
    policy = answer.headers["content-security-policy"]
    assert "style-src 'sha256-" in policy
    assert "unsafe" not in policy


def test_pages_load_nothing_from_elsewhere(reader: httpx.Client) -> None:
    for path in PLAIN:
        loaded = re.findall(r'<(?:script|img|link|iframe)[^>]+(?:src|href)="([^"]+)"', reader.get(path).text)
        assert loaded
        assert all(address.startswith("/static/") for address in loaded), path


def test_pages_have_no_inline_style_or_script(reader: httpx.Client) -> None:
    for path in PLAIN:
        text = reader.get(path).text
        assert not re.search(r"<script(?![^>]+src=)|<style|\sstyle=|\son\w+=", text), path


@pytest.mark.parametrize("name", ["pages.css", "pages.js", "report.css", "icon.svg"])
def test_assets_are_served_and_may_be_kept(desk: Server, name: str) -> None:
    with desk.client() as client:
        answer = client.get(f"/static/{name}")
    assert 200 == answer.status_code
    assert "immutable" in answer.headers["cache-control"]


def test_no_other_file_is_served(desk: Server) -> None:
    with desk.client() as client:
        for name in ("pages.py", "..%2fapp.py", "%2e%2e", "frame.html.j2"):
            assert 200 != client.get(f"/static/{name}").status_code


def test_pages_say_anew_only_what_reports_say_by_a_command() -> None:
    said = Words("de")._sentences
    assert [] == [name for name in set(_own()) & set(said) if "(osk-scan export" not in said[name].de]


def test_every_sentence_of_the_pages_is_said_somewhere() -> None:
    room = Path(pages.__file__).parent
    code = "".join(file.read_text("utf-8") for file in (*room.glob("*.py"), *room.parent.glob("templates/*.j2")))
    groups = ("nav.", "refused.", "upload.no-", "receipt.state.", "receipt.told.", "finding.license-",
              "export.", "explanation.", "licenses.answer.", "licenses.opencode.",
              "accessibility.limit-", "accessibility.checked-", "catalogue.rule.", "waive.no-",
              "report.more", "trend.by.", "trend.how.",
              "decisions.about.")  # fmt: skip
    assert [] == [name for name in _own() if f'"{name}"' not in code and not name.startswith(groups)]
    said = set(re.findall(r'words\(\s*"([\w.-]*[\w])"', code))
    assert said
    assert set() == said - set(_own()) - set(Words("de")._sentences)


def test_every_class_is_styled_and_every_style_is_used() -> None:
    web, reports = Path(pages.__file__).parents[1], Path(pages.__file__).parents[2] / "reports"
    shown = "".join(file.read_text("utf-8") for room in (web, reports) for file in room.rglob("*.j2"))
    code = "".join(
        file.read_text("utf-8") for room in (web, reports) for file in (*room.rglob("*.py"), *room.rglob("*.js"))
    )
    styles = (web / "static" / "pages.css").read_text("utf-8")
    ours = set(re.findall(r"\.([a-z][\w-]*)", re.sub(r"\{[^{}]*\}", "{}", styles)))
    assert ours
    assert [] == [name for name in sorted(ours) if not re.search(rf'["\s]{name}["\s{{]', shown + code)]
    given = {
        name
        for file in (web / "templates").glob("*.j2")
        for said in re.findall(r'class="([^"{]*)"', file.read_text("utf-8"))
        for name in said.split()
    }
    style = styles + (reports / "templates" / "style.css").read_text("utf-8")
    assert [] == [name for name in sorted(given) if not re.search(rf"\.{name}\b", style)]


def test_a_portfolio_that_was_not_assessed_is_told_so(tmp_path: Path) -> None:
    with served(tmp_path / "osk.db") as server, visit(server, None, Role.AUDITOR) as client:
        for path in ("/", "/findings", "/score", "/what-if", "/reports"):
            assert "osk-scan assess" in client.get(path).text, path


def test_scores_of_the_portfolio_are_narrowed_to_the_agency_that_reads(tmp_path: Path) -> None:
    furnished(tmp_path / "osk.db")
    with Database(tmp_path / "osk.db") as db:
        assessment = newest_assessment(db)
        assert assessment is not None
        narrowed = scores_for(db, assessment, AGENCY)
        whole = scores_for(db, assessment, None)
    assert [("agency", AGENCY)] == [(scope.scope, scope.name) for scope in narrowed.scopes]
    assert OTHER in msgspec.json.encode(whole).decode()
    assert OTHER not in msgspec.json.encode(narrowed).decode()
    assert set(narrowed.products) < set(whole.products)
    assert set(narrowed.inventories) < set(whole.inventories)


def test_a_change_is_refused_without_the_mark_of_the_visit(reader: httpx.Client) -> None:
    for endpoint in pages.area().endpoints:
        if endpoint.method == "POST" and endpoint.path != "/session":
            path = re.sub(r"\{\w+\}", "1", endpoint.path)
            assert 403 == reader.post(path, data={"csrf": "x"}).status_code, path


@pytest.mark.parametrize("mark", ["\u200b", "\u2028", "\u202e", "\u061c", "\x85", "\U000e0041", "\ud800"])
def test_a_mark_that_nobody_sees_is_made_visible(mark: str) -> None:
    assert "a\N{REPLACEMENT CHARACTER}b" == plain(f"a{mark}b")
