"""Reports are rendered beside the server, kept as files, and nobody gets another agency's."""

import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from msgspec.structs import replace

from osk_scan.pipeline.access import Role
from osk_scan.pipeline.policy import Policy
from osk_scan.pipeline.printing import order, print_next
from osk_scan.pipeline.waiving import waive
from osk_scan.reports import pdf
from osk_scan.store.assessments import Assessment, newest_assessment
from osk_scan.store.database import Database
from osk_scan.store.findings import Wanted, findings_of
from osk_scan.store.prints import MAX_ATTEMPTS, Order, Print, Prints
from tests.web.estate import AGENCY, OTHER, furnished, visit
from tests.web.server import AT, PATIENCE, Server, key, served, wait_until

LATER = "2026-11-23T08:30:00+00:00"
BEGINS = {"html": b"<!DOCTYPE html>", "pdf": b"%PDF-", "odt": b"PK"}
NEEDS_PDF = pytest.mark.skipif(not pdf.usable(), reason="the extra `pdf` or the system library Pango is not installed")


@pytest.fixture(scope="module")
def estate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with assessments."""
    db = tmp_path_factory.mktemp("estate") / "osk.db"
    furnished(db)
    return db


@pytest.fixture(scope="module")
def desk(estate: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with served(Path(shutil.copy(estate, tmp_path_factory.mktemp("desk")))) as server:
        yield server


@pytest.fixture(scope="module")
def shelf(estate: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The same without a server at it."""
    with Database(Path(shutil.copy(estate, tmp_path_factory.mktemp("shelf")))) as opened:
        yield opened


@pytest.fixture
def prints(shelf: Database) -> Prints:
    """The database's reports: none yet."""
    folder = shelf.path.with_name(shelf.path.name + ".prints")
    for file in folder.glob("*"):
        file.unlink()
    return Prints(shelf.path)


def ready(client: httpx.Client, address: str) -> httpx.Response:
    """Ask as a program does that minds what it is told, until there is another answer than to wait."""
    until = time.monotonic() + PATIENCE
    answer = client.get(address)
    while answer.status_code == 202:
        assert time.monotonic() < until
        time.sleep(int(answer.headers["retry-after"]) / 4)
        answer = client.get(answer.headers["location"])
    return answer


@pytest.mark.parametrize("format_", ["html", pytest.param("pdf", marks=NEEDS_PDF), "odt"])
def test_a_program_is_told_to_wait_and_then_gets_the_report(desk: Server, format_: str) -> None:
    with desk.client(key(desk.db, AGENCY, Role.DASHBOARD)) as client:
        address = f"/api/osk/v1/reports/{format_}"
        first = client.get(address)
        assert (202, "waiting") == (first.status_code, first.json()["state"])
        report = ready(client, address)
        assert (200, BEGINS[format_]) == (report.status_code, report.content[: len(BEGINS[format_])])
        again = client.get(address)
    assert (200, report.content) == (again.status_code, again.content)


@NEEDS_PDF
@pytest.mark.parametrize(("language", "said"), [("de", "Bericht wird erstellt"), ("en", "The report is being made")])
def test_a_person_waits_on_a_page_that_asks_again_by_itself(desk: Server, language: str, said: str) -> None:
    with visit(desk, OTHER, Role.AUDITOR) as reader:
        led = reader.get(f"/reports/report.pdf?lang={language}")
        assert 303 == led.status_code
        waits = reader.get(led.headers["location"], params={"lang": language})
        assert (202, True) == (waits.status_code, said in waits.text)
        assert int(waits.headers["refresh"]) > 0
        wait_until(lambda: reader.get(led.headers["location"]).status_code != 202, pause=0.2)
        report = reader.get(led.headers["location"])
    assert (200, "application/pdf", b"%PDF-") == (
        report.status_code,
        report.headers["content-type"],
        report.content[:5],
    )


def test_no_agency_gets_anothers_report(desk: Server) -> None:
    with desk.client(key(desk.db, None, Role.AUDITOR)) as everything:
        whole = everything.get("/api/osk/v1/reports/html").json()["links"]["self"]
        with desk.client(key(desk.db, OTHER, Role.ADMIN)) as other, visit(desk, OTHER, Role.ADMIN) as visitor:
            for agency in (AGENCY, OTHER):
                own = everything.get("/api/osk/v1/reports/odt", params={"agency": agency}).json()["links"]["self"]
                ready(everything, own)
                allowed = 200 if agency == OTHER else 404
                assert allowed == other.get(own).status_code
                assert allowed == visitor.get(f"/reports/prints/{own.rpartition('/')[2]}").status_code
            assert 404 == other.get(whole).status_code
            assert 404 == other.get("/api/osk/v1/reports/pdf", params={"agency": AGENCY}).status_code


@pytest.mark.parametrize("name", ["x", "..", "%2e%2e%2fosk.db", "0" * 32, "0" * 31 + "/", "%00", "A" * 32])
def test_no_name_reaches_another_file(desk: Server, name: str) -> None:
    with desk.client(key(desk.db, None, Role.ADMIN)) as client:
        assert client.get(f"/api/osk/v1/reports/ordered/{name}").status_code in (307, 404)
        assert 404 == client.get("/api/osk/v1/reports/docx").status_code


def test_a_failure_is_told_to_programs_and_people(desk: Server) -> None:
    with desk.client(key(desk.db, AGENCY, Role.AUDITOR)) as client, visit(desk, AGENCY, Role.AUDITOR) as reader:
        # As an assessment that is gone by the time its report is rendered: nobody can order that.
        gone = Order(assessment="0" * 64, agency=AGENCY, language="de", suffix=".html", depends_on="")
        Prints(desk.db).keep(Print(order=gone, at=AT))
        ready(client, "/api/osk/v1/reports/html")  # which rings
        name = Print(order=gone, at=AT).name
        told = ready(client, f"/api/osk/v1/reports/ordered/{name}")
        assert (500, "application/problem+json") == (told.status_code, told.headers["content-type"])
        assert "there is none yet" in told.json()["detail"]
        page = reader.get(f"/reports/prints/{name}")
    assert (500, True) == (page.status_code, "Der Bericht konnte nicht erstellt werden" in page.text)


def newest(db: Database, scope: str = AGENCY) -> Assessment:
    found = newest_assessment(db, scope)
    assert found is not None
    return found


def test_the_same_question_is_the_same_report_until_something_changes(shelf: Database, prints: Prints) -> None:
    policy, assessment = Policy(), newest(shelf)
    first = order(shelf, policy, assessment, AGENCY, "de", ".html", AT)
    assert first == order(shelf, policy, assessment, AGENCY, "de", ".html", LATER)
    others = {
        order(shelf, policy, assessment, AGENCY, "en", ".html", AT).name,
        order(shelf, policy, assessment, AGENCY, "de", ".odt", AT).name,
        order(shelf, policy, newest(shelf, ""), AGENCY, "de", ".html", AT).name,
        order(shelf, policy, newest(shelf, ""), None, "de", ".html", AT).name,
    }
    assert 4 == len(others - {first.name})
    finding = next(findings_of(shelf, assessment.id, Wanted())).fingerprint
    waive(shelf, finding, reason="geprüft", reviewer="IT", until="2027-01-01", decided_at=AT)
    assert first.name != order(shelf, policy, assessment, AGENCY, "de", ".html", AT).name


KILLED = """
    import os, signal, sys
    from pathlib import Path
    from osk_scan.pipeline import printing
    from osk_scan.pipeline.policy import Policy
    from osk_scan.store.database import Database
    printing.rendered = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
    with Database(Path(sys.argv[1])) as db:
        printing.print_next(db, Policy(), lambda: "2026-11-23T08:00:00+00:00")
"""


def killed_while_rendering(db: Database) -> None:
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(KILLED), str(db.path)], check=False)
    assert -signal.SIGKILL == done.returncode


def test_a_report_whose_rendering_was_killed_is_rendered_by_the_next(shelf: Database, prints: Prints) -> None:
    one = order(shelf, Policy(), newest(shelf), AGENCY, "de", ".html", AT)
    killed_while_rendering(shelf)
    assert [one.name] == [waits.name for waits in prints.waiting()]
    assert print_next(shelf, Policy(), lambda: AT)
    content = prints.content(one)
    assert content is not None
    assert content.startswith(BEGINS["html"])
    assert not print_next(shelf, Policy(), lambda: AT)


def test_a_report_that_brings_the_process_down_is_told_as_failed_and_tried_again_later(
    shelf: Database, prints: Prints
) -> None:
    policy, assessment = Policy(), newest(shelf)
    one = order(shelf, policy, assessment, AGENCY, "de", ".html", AT)
    for _ in range(MAX_ATTEMPTS):
        killed_while_rendering(shelf)
    while print_next(shelf, policy, lambda: AT):
        pass
    failed = prints.find(one.name)
    assert failed is not None
    assert "3 times" in str(failed.failure)
    assert failed == order(shelf, policy, assessment, AGENCY, "de", ".html", AT)
    assert order(shelf, policy, assessment, AGENCY, "de", ".html", LATER).failure is None


def test_the_press_is_started_again_when_it_dies(desk: Server) -> None:
    with desk.client(key(desk.db, AGENCY)) as client:
        for process in presses(desk):
            os.kill(process, signal.SIGKILL)
        report = ready(client, "/api/osk/v1/reports/html")
    assert (200, True, False) == (report.status_code, AGENCY in report.text, OTHER in report.text)


def presses(server: Server) -> list[int]:
    """Return the processes that render for a server; there is one as soon as it was started."""

    def started() -> list[int]:
        children = Path(f"/proc/{server.process.pid}/task").glob("*/children")
        found = [int(number) for file in children for number in file.read_text().split()]
        return [number for number in found if b"osk_scan.web.press" in Path(f"/proc/{number}/cmdline").read_bytes()]

    wait_until(started)
    return started()


def test_what_was_not_read_for_longest_makes_room(tmp_path: Path) -> None:
    prints = Prints(tmp_path / "osk.db", most=3, most_bytes=100)
    made = [Print(order=Order(assessment=str(at), agency=None, language="de", suffix=".pdf", depends_on=""), at=AT)
            for at in range(6)]  # fmt: skip
    for at, one in enumerate(made[:3]):
        prints.keep(one, b"x" * 10)
        _read_at(tmp_path, one, at)
    assert prints.content(made[0])  # read just now
    for one in made[3:5]:
        prints.keep(one, b"x" * 10)
    prints.keep(made[5])
    prints.make_room()
    assert [0, 3, 4] == [at for at, one in enumerate(made) if prints.content(one)]
    assert [None, None] == [prints.find(made[at].name) for at in (1, 2)]
    assert [made[5]] == list(prints.waiting())
    (tmp_path / "osk.db.prints" / f"{'0' * 32}.json").write_bytes(b"of another osk-scan")
    prints.keep(replace(made[5]), b"x" * 1000)
    prints.make_room()
    assert [5] == [at for at, one in enumerate(made) if prints.content(one)]


def _read_at(folder: Path, one: Print, at: int) -> None:
    os.utime(folder / "osk.db.prints" / f"{one.name}.pdf", (at, at))


def test_only_the_desk_can_read_what_it_keeps(shelf: Database, prints: Prints) -> None:
    order(shelf, Policy(), newest(shelf), AGENCY, "de", ".html", AT)
    print_next(shelf, Policy(), lambda: AT)
    folder = shelf.path.with_name(shelf.path.name + ".prints")
    assert {0} == {file.stat().st_mode & 0o077 for file in (folder, *folder.iterdir())}
