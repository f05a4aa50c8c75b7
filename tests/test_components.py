"""Components as exporters get them: named, sorted and licensed as the assessment knows them."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from osk_scan.model import Context, Document, Kind
from osk_scan.pipeline.assess import assess
from osk_scan.pipeline.ingest import Assignment, ingest
from osk_scan.pipeline.policy import Policy
from osk_scan.pipeline.results import results_of
from osk_scan.results import UsedComponent
from osk_scan.store.database import Database

AT = "2026-11-23T08:00:00+00:00"
POLICY = Policy()


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with Database(tmp_path / "osk.db") as db:
        yield db


def used(db: Database, name: str, content: bytes, context: Context = Context.PASSED_ON) -> dict[str, UsedComponent]:
    """Return the components of one document, by name as exported."""
    ingest(db, Document(name, content), Assignment(agency="A", system="Portal", context=context, outbound="MIT"), AT)
    return {one.name: one for one in results_of(db, POLICY, assess(db, POLICY, AT[:10], AT)).components}


def bom(*components: dict[str, object], about: str = "MIT") -> bytes:
    subject = {"type": "application", "bom-ref": "app", "name": "app", "licenses": [{"expression": about}]}
    listed = [{"type": "library", "bom-ref": f"c{at}", "version": "1"} | one for at, one in enumerate(components)]
    needs = [{"ref": "app", "dependsOn": [one["bom-ref"] for one in listed]}]
    head = {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "metadata": {"component": subject}}
    return msgspec.json.encode({**head, "components": listed, "dependencies": needs})


def licensed(name: str, expression: str) -> dict[str, object]:
    return {"name": name, "purl": f"pkg:cargo/{name}@1", "licenses": [{"expression": expression}]}


def test_the_arm_chosen_of_an_or_is_told_and_only_where_there_is_one(db: Database) -> None:
    found = used(db, "a.json", bom(licensed("dual", "GPL-2.0-only OR MIT"), licensed("plain", "MIT")))
    assert {"dual": "MIT", "plain": None} == {name: found[name].chosen for name in ("dual", "plain")}


def test_what_a_document_is_about_chooses_no_arm_for_itself(db: Database) -> None:
    assert used(db, "a.json", bom(about="GPL-2.0-only OR MIT"))["app"].chosen is None


def test_an_arm_is_told_as_the_finding_on_the_same_component_tells_it(db: Database) -> None:
    found = used(db, "a.json", bom(licensed("dual", "GPL-2.0-only OR GPL-3.0-only"), licensed("new", "Apache-2.0")))
    results = results_of(db, POLICY, assess(db, POLICY, AT[:10], AT))
    told = {
        one.license.chosen for one in results.findings if one.component and one.component.name == "dual" and one.license
    }
    assert {found["dual"].chosen} == told - {None}


@pytest.mark.parametrize(
    ("stated", "purl", "expected"),
    [
        ({"name": "@scope/lib"}, "pkg:npm/%40scope/lib@1", ("@scope", "lib")),
        ({"name": "lib", "group": "@scope"}, "pkg:npm/%40scope/lib@1", ("@scope", "lib")),
        ({"name": "org.acme:lib"}, "pkg:maven/org.acme/lib@1", ("org.acme", "lib")),
        ({"name": "Acme/Lib"}, "pkg:composer/acme/lib@1", ("acme", "Lib")),
        ({"name": "lib"}, "pkg:npm/lib@1", (None, "lib")),
        ({"name": "@scope"}, "pkg:npm/%40scope/lib@1", ("@scope", "@scope")),
        ({"name": "lib"}, "pkg:deb/debian/lib@1", (None, "lib")),
    ],
)
def test_the_group_of_a_package_is_told_apart_from_its_name(
    db: Database, stated: dict[str, object], purl: str, expected: tuple[str | None, str]
) -> None:
    found = used(db, "a.json", bom(stated | {"purl": purl}))
    assert [expected] == [(one.namespace, one.name) for one in found.values() if one.purl]


def test_an_operating_system_in_a_list_of_programs_is_one(db: Database) -> None:
    table = (
        "Name;Hersteller;Version\nDebian GNU/Linux 12 (bookworm);Debian;12.12\n"
        "Windows 11 Pro;Microsoft Corporation;24H2\nMozilla Firefox;Mozilla;140.0\n"
    )
    kinds = {name: one.kind for name, one in used(db, "liste.csv", table.encode()).items()}
    assert {
        "Debian GNU/Linux 12 (bookworm)": Kind.OPERATING_SYSTEM,
        "Windows 11 Pro": Kind.OPERATING_SYSTEM,
        "Mozilla Firefox": Kind.UNKNOWN,
    } == kinds


def test_a_package_of_an_operating_system_is_not_the_system(db: Database) -> None:
    found = used(db, "a.json", bom({"name": "base-files", "purl": "pkg:deb/debian/base-files@12.4"}))
    assert Kind.LIBRARY is found["base-files"].kind
