"""Pages stay small, however much there is: lists are paged, and what is left out is told."""

import json
import re
from collections.abc import Iterator

import httpx
import pytest

from osk_scan.model import Context, Document
from osk_scan.pipeline.access import Role
from osk_scan.pipeline.assess import assess
from osk_scan.pipeline.ingest import ingest
from osk_scan.pipeline.policy import Policy
from osk_scan.pipeline.receipts import Assignment
from osk_scan.store.database import Database
from tests.web.documents import bom
from tests.web.estate import AGENCY, visit
from tests.web.server import AT, Server, served

COMPONENTS, SYSTEMS, VERSIONS = 5000, 250, 220
LICENSES = ("MIT", "GPL-2.0-only", "Apache-2.0", "Apache-2.0 OR GPL-2.0-only", "LGPL-2.1-or-later", "EPL-2.0")
MOST = 300 * 1024
PATHS = ("/", "/uploads", "/systems", "/findings", "/score", "/score/D1", "/score/D6", "/hotspots", "/clarify",
         "/what-if", "/catalogue", "/reports", "/method", "/systems/1", "/systems/2", "/systems/1/licenses",
         "/inventories/1", "/difference?old=1&new=2", "/trend", "/trend?scope=system:1")  # fmt: skip


def big() -> bytes:
    """Return a system of many components, each needing the next, so that paths are as long as they can be."""
    names = [f"lib-{at}" for at in range(COMPONENTS)]
    listed = [
        {"type": "library", "bom-ref": name, "name": name, "version": "1", "purl": f"pkg:npm/{name}@1",
         "licenses": [{"expression": LICENSES[at % len(LICENSES)]}]}
        for at, name in enumerate(names)
    ]  # fmt: skip
    subject = {"type": "application", "bom-ref": "root", "name": "Großverfahren"}
    needs = [{"ref": one, "dependsOn": [next_]} for one, next_ in zip(["root", *names], names, strict=False)]
    whole = {"bomFormat": "CycloneDX", "specVersion": "1.6", "metadata": {"component": subject}, "components": listed}
    return json.dumps(whole | {"dependencies": needs}).encode()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    db = tmp_path_factory.mktemp("huge") / "osk.db"
    with Database(db) as opened:
        passed_on = Assignment(agency=AGENCY, system="Großverfahren", context=Context.PASSED_ON, outbound="MIT")
        ingest(opened, Document("gross.cdx.json", big()), passed_on, AT)
        assess(opened, Policy(), AT[:10], AT, AGENCY)
        for version in range(VERSIONS):
            document = Document("app.cdx.json", bom(version=str(version)))
            ingest(opened, document, Assignment(agency=AGENCY, system="Portal"), AT)
        for number in range(SYSTEMS):
            document = Document(f"{number}.cdx.json", bom(f"s{number}", 1))
            ingest(opened, document, Assignment(agency=AGENCY, system=f"Verfahren {number:03}"), AT)
        assess(opened, Policy(), AT[:10], AT, AGENCY)
    with served(db) as server:
        yield server


@pytest.fixture
def reader(desk: Server) -> Iterator[httpx.Client]:
    with visit(desk, AGENCY, Role.AUDITOR) as client:
        yield client


@pytest.mark.parametrize("path", PATHS)
def test_no_page_is_larger_than_300_kilobytes(reader: httpx.Client, path: str) -> None:
    answer = reader.get(path)
    assert (200, True) == (answer.status_code, len(answer.content) < MOST), len(answer.content)


def test_a_long_path_is_drawn_with_its_ends_and_the_number_between(reader: httpx.Client) -> None:
    paths = re.findall(r'href="(/findings/[0-9a-f]+)"', reader.get("/findings?system=Gro%C3%9Fverfahren").text)
    texts = [reader.get(path).text for path in paths[-5:]]
    drawn = [text for text in texts if "weitere Schritte" in text]
    assert drawn
    assert [True] * len(drawn) == [len(text.encode()) < MOST and text.count("<rect") <= 30 for text in drawn]


@pytest.mark.parametrize(
    ("path", "pattern", "count"),
    [("/systems", r'href="/systems/\d+"', SYSTEMS + 2), ("/systems/2", r'<a href="/inventories/\d+"', VERSIONS)],
)
def test_a_paged_list_shows_everything_once(reader: httpx.Client, path: str, pattern: str, count: int) -> None:
    seen: list[str] = []
    following = path
    while following:
        text = reader.get(following).text.partition("<main")[2]
        seen += re.findall(pattern, text)
        found = re.search(r'href="([^"]+)" rel="next"', text)
        following = found[1].replace("&amp;", "&") if found else ""
    assert (count, count) == (len(seen), len(set(seen)))


def test_a_system_is_found_by_part_of_its_name(reader: httpx.Client) -> None:
    text = reader.get("/systems", params={"q": "FAHREN 01"}).text
    assert [f"Verfahren {number:03}" for number in range(10, 20)] == re.findall(r">(Verfahren \d+)</a>", text)
    assert "Nichts gefunden" in reader.get("/systems", params={"q": "gibt es nicht"}).text
