"""A system's page of licenses tells all that the search found, and what it left open."""

import json
from collections.abc import Iterator
from html import unescape

import httpx
import pytest

from osk_scan.model import Context, Document
from osk_scan.pipeline.access import Role
from osk_scan.pipeline.ingest import ingest
from osk_scan.pipeline.licensing import licenses_of
from osk_scan.pipeline.receipts import Assignment
from osk_scan.store.database import Database
from tests.web.estate import AGENCY, OTHER, visit
from tests.web.server import AT, Server, served

SYSTEM = "Portal"
LICENSES = ("GPL-3.0-only", "Apache-2.0 OR GPL-2.0-only", "LGPL-2.1-or-later", "Apache-2.0")
WIDE = " AND ".join(f"(MIT OR LicenseRef-{number})" for number in range(40))


def licensed(*expressions: str) -> Document:
    listed = [
        {"type": "library", "name": f"lib-{at}", "version": "1", "purl": f"pkg:npm/lib-{at}@1",
         "licenses": [{"expression": expression}]}
        for at, expression in enumerate(expressions)
    ]  # fmt: skip
    whole = {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": listed}
    return Document("portal.cdx.json", json.dumps(whole).encode())


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    db = tmp_path_factory.mktemp("licenses") / "osk.db"
    with Database(db) as opened:
        passed_on = Assignment(agency=AGENCY, system=SYSTEM, context=Context.PASSED_ON, outbound="MIT")
        ingest(opened, licensed(*LICENSES, WIDE), passed_on, AT)
        ingest(opened, licensed("MIT"), Assignment(agency=AGENCY, system="Intern"), AT)
        unclear = Assignment(agency=AGENCY, system="Unklar", context=Context.PASSED_ON, outbound="MIT")
        ingest(opened, licensed("BSD", "MIT", "BSD"), unclear, AT)
        mixed = Assignment(agency=AGENCY, system="Zugleich", context=Context.PUBLISHED)
        ingest(opened, licensed("GPL-2.0-only", "Apache-2.0"), mixed, AT)
    with served(db) as server:
        yield server


@pytest.fixture
def reader(desk: Server) -> Iterator[httpx.Client]:
    with visit(desk, AGENCY, Role.AUDITOR) as client:
        yield client


@pytest.mark.parametrize("language", ["de", "en"])
def test_conflicts_choices_duties_gaps_and_the_opencode_answer_are_on_the_page(
    desk: Server, reader: httpx.Client, language: str
) -> None:
    with Database(desk.db) as db:
        found = licenses_of(db, SYSTEM, AGENCY, as_of=AT[:10])
    duties = [duty for work in found.works for duty in work.obligations.summary]
    said = [
        *found.gaps,
        *(conflict.explanation for conflict in found.conflicts),
        *(conflict.remedy for conflict in found.conflicts),
        *(duty.text for duty, _ in duties),
        *(point.says for point in found.publication.points),
    ]
    assert min(map(len, (found.gaps, found.conflicts, duties)))
    text = reader.get("/systems/1/licenses", params={"lang": language}).text
    assert [] == [one for one in said if (one.de if language == "de" else one.en) not in text]
    assert "Apache-2.0 OR GPL-2.0-only" in text


@pytest.mark.parametrize(
    ("language", "said"),
    [("de", ("Mehrdeutige Angaben", "Lesarten")), ("en", ("Ambiguous statements", "Readings"))],
)
def test_what_may_mean_several_licenses_is_told_with_all_its_readings(
    desk: Server, reader: httpx.Client, language: str, said: tuple[str, ...]
) -> None:
    with Database(desk.db) as db:
        first, _, other = licenses_of(db, "Unklar", AGENCY, as_of=AT[:10]).chosen
    text = unescape(reader.get("/systems/3/licenses", params={"lang": language}).text)
    why = first.verdict.explanation
    expected = (
        *said,
        ">BSD</",
        " | ".join(first.readings),
        why.de if language == "de" else why.en,
        "lib-0 1, lib-2 1",
    )
    assert first.readings == other.readings
    assert [] == [one for one in expected if one not in text]
    assert said[0] not in reader.get("/systems/1/licenses", params={"lang": language}).text


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", ("Gezählt ist jede Komponente für sich", "Konflikte zwischen Komponenten unter EUPL-1.2: 1,")),
        ("en", ("Each component is counted by itself", "Conflicts between components under EUPL-1.2: 1,")),
    ],
)
def test_suggestions_say_what_they_count_and_where_the_other_conflicts_are(
    reader: httpx.Client, language: str, said: tuple[str, ...]
) -> None:
    asked = {"lang": language, "outbound": "EUPL-1.2"}
    text = reader.get("/systems/4/licenses", params=asked).text
    assert [] == [one for one in said if one not in text]
    assert said[1] not in reader.get("/systems/2/licenses", params=asked).text


def test_another_license_is_tried_and_nothing_is_stored(reader: httpx.Client) -> None:
    kept, tried = (reader.get(f"/systems/1/licenses{asked}").text for asked in ("", "?outbound=GPL-3.0-only"))
    assert ("Unter MIT passen nicht" in kept, "Unter GPL-3.0-only" in tried) == (True, True)
    assert kept == reader.get("/systems/1/licenses").text


def test_a_system_that_stays_in_the_house_needs_no_license_to_have_a_page(reader: httpx.Client) -> None:
    text = reader.get("/systems/2/licenses").text
    assert "keine eigene Lizenz" in text
    assert "outbound=EUPL-1.2" in text


def test_what_is_no_license_is_told_at_the_field(reader: httpx.Client) -> None:
    text = reader.get("/systems/1/licenses", params={"outbound": "<b>Hausordnung"}).text
    assert "„&lt;b&gt;Hausordnung“ lässt sich nicht als Lizenz lesen" in text
    assert 'aria-invalid="true" aria-describedby="wrong-outbound"' in text


def test_another_agencys_system_has_no_page_of_licenses(desk: Server) -> None:
    with visit(desk, OTHER, Role.AUDITOR) as client:
        assert [404, 404] == [client.get(f"/systems/{number}/licenses").status_code for number in (1, "x")]
