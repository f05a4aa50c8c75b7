"""`osk-scan report` and `export` on the demo's documents."""

import shutil
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest

from osk_scan.pipeline.assess import assess
from osk_scan.pipeline.demo import ingest_demo
from osk_scan.pipeline.policy import Policy
from osk_scan.store.database import Database
from tests import command as command_line
from tests.command import Done

AT = "2026-11-23T00:00:00Z"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("demo") / "osk.db"
    with Database(file) as db:
        list(ingest_demo(db, AT))
        assess(db, Policy(), AT[:10], AT)
    return file


def run(database: Path, command: str, *arguments: str | Path, folder: Path | None = None) -> Done:
    return command_line.run(folder or database.parent, command, *arguments, "--db", database, "--lang", "de")


def test_the_report_of_one_agency_tells_of_no_other(database: Path, tmp_path: Path) -> None:
    file = tmp_path / "bericht.html"
    made = run(database, "report", "-o", file, "--agency", "Bezirksamt A")
    assert (0, f"{file}\n") == (made.returncode, made.stdout)
    shown = file.read_text(encoding="utf-8")
    assert "<h1>Bezirksamt A</h1>" in shown
    assert [False, False] == [other in shown for other in ("Förderakte", "Antragsportal")]


@pytest.mark.parametrize("command", [("report", "-o", "x.html"), ("export", "findings-json")])
def test_an_agency_that_is_not_there_is_refused_with_those_that_are(database: Path, command: tuple[str, ...]) -> None:
    made = run(database, *command, "--agency", "Bezirksamt Z")
    assert (2, "") == (made.returncode, made.stdout)
    assert "Bezirksamt Z" in made.stderr
    assert "Bezirksamt A, Landesamt B, Senatsverwaltung C" in made.stderr


@pytest.mark.parametrize("agency", [None, "Bezirksamt A", "Landesamt B", "Senatsverwaltung C"])
def test_the_summary_is_one_page_of_pdf(database: Path, tmp_path: Path, agency: str | None) -> None:
    pytest.importorskip("weasyprint", reason="the extra `pdf` is not installed")
    pikepdf = pytest.importorskip("pikepdf", reason="the reader of PDF is not installed")
    file = tmp_path / "seite.pdf"
    assert 0 == run(database, "report", "--summary", "-o", file, *(("--agency", agency) if agency else ())).returncode
    assert 1 == len(pikepdf.open(file).pages)


def test_the_summary_is_an_opendocument_text_too(database: Path, tmp_path: Path) -> None:
    file = tmp_path / "seite.odt"
    assert 0 == run(database, "report", "--summary", "-o", file).returncode
    content = ZipFile(file).read("content.xml").decode()
    office = shutil.which("soffice")
    if office and list(Path(office).resolve().parent.glob("libswlo.so")):
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        order = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
        subprocess.run(order, check=True, capture_output=True, timeout=180)
        assert 1 == len(pytest.importorskip("pikepdf").open(tmp_path / "seite.pdf").pages)
    assert ["Was zuerst zu tun ist", "Was nicht bekannt ist", "Nicht behauptet"] == [
        said
        for said in ("Was zuerst zu tun ist", "Was nicht bekannt ist", "Nicht behauptet", "Herleitung der Indikatoren")
        if said in content
    ]


def test_an_ending_that_no_report_has_is_refused(database: Path, tmp_path: Path) -> None:
    for more in ((), ("--summary",)):
        made = run(database, "report", "-o", tmp_path / "bericht.docx", *more)
        assert 2 == made.returncode
        assert "name a file ending in .html, .pdf or .odt" in made.stderr


@pytest.mark.parametrize("command", [("report", "-o", "x.html"), ("export", "findings-csv"), ("export", "openmetrics")])
def test_what_is_shared_says_so_on_standard_error(database: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    made = run(database, *command, "--shared", folder=tmp_path)
    assert 0 == made.returncode
    assert "Was fehlt, ist nicht null." in made.stderr
    assert "" == run(database, *command, folder=tmp_path).stderr
