"""What people decide on packages counts in every assessment, and says so."""

import json
from pathlib import Path

import pytest

from osk_scan import store
from osk_scan.errors import InvalidRequest
from osk_scan.finding import Finding
from osk_scan.model import Context, Document
from osk_scan.pipeline.assess import assess
from osk_scan.pipeline.curating import (
    Reach,
    Signature,
    decide,
    list_curations,
    reach_of,
    revoke,
    system_named,
)
from osk_scan.pipeline.ingest import Assignment, ingest
from osk_scan.pipeline.licensing import licenses_of
from osk_scan.pipeline.policy import Policy
from osk_scan.pipeline.querying import Question, ask
from osk_scan.pipeline.verifying import verified
from osk_scan.store.assessments import Assessment
from osk_scan.store.database import Database

MIGRATIONS = Path(str(store.__file__)).parent / "migrations"
NOW, DAY = "2026-09-01T08:00:00+00:00", "2026-09-01"
SIGNED = Signature("Lizenztext geprüft", "OSK", NOW)
POLICY = Policy()


def bom(*libraries: tuple[str, str, str]) -> Document:
    listed = [
        {"type": "library", "bom-ref": n, "name": n, "version": v, "purl": f"pkg:npm/{n}@{v}",
         "licenses": [{"license": {"id" if e else "name": e or "???"}}]}
        for n, v, e in libraries
    ]  # fmt: skip
    body = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "metadata": {"component": {"type": "application", "bom-ref": "app", "name": "app", "version": "1"}},
        "components": listed,
        "dependencies": [{"ref": "app", "dependsOn": [n for n, _, _ in libraries]}],
    }
    return Document("bom.json", json.dumps(body).encode())


def hand_in(db: Database, document: Document, agency: str = "A", context: Context = Context.PASSED_ON) -> None:
    assignment = Assignment(agency=agency, system="Portal", context=context, outbound="MIT")
    assert ["stored"] == [receipt.state for receipt in ingest(db, document, assignment, NOW)]


def assessed(db: Database, day: str = DAY) -> Assessment:
    return assess(db, POLICY, day, NOW)


def conflicts(db: Database) -> list[Finding]:
    return ask(db, Question(rule="conflict-with-outbound"))[2]


@pytest.fixture
def db(tmp_path: Path) -> Database:
    made = Database(tmp_path / "osk.db")
    hand_in(made, bom(("lines", "8", "GPL-3.0-only"), ("mit", "1", "MIT")))
    return made


def test_a_concluded_license_settles_a_conflict_in_every_system_and_after_an_upload(db: Database) -> None:
    hand_in(db, bom(("lines", "7", "GPL-3.0-only")), agency="B")
    assessed(db)
    assert 2 == len(conflicts(db))
    decide(db, "license", "pkg:npm/lines", "MIT", SIGNED)
    assessed(db)
    assert [] == conflicts(db)
    hand_in(db, bom(("lines", "9", "GPL-3.0-only")))
    assessed(db)
    assert [] == conflicts(db)


def test_the_evidence_names_the_curation_and_still_what_the_document_says(db: Database) -> None:
    decide(db, "license", "pkg:npm/mit@*", "AGPL-3.0-only", SIGNED)
    assessed(db)
    (found,) = (one for one in conflicts(db) if one.component and one.component.name == "mit")
    stated, decided = found.evidence
    assert "mit 1; declared: MIT" == stated.fact
    assert ("curation 1", "pkg:npm/mit@*", "concluded: AGPL-3.0-only") == (
        decided.document, decided.where, decided.fact,
    )  # fmt: skip
    assert "Lizenztext geprüft (OSK, 2026-09-01)" == decided.source
    assert found.license is not None
    assert ("MIT", "AGPL-3.0-only") == (found.license.declared, found.license.concluded)


def test_a_curation_makes_another_assessment_and_both_can_be_verified(db: Database) -> None:
    before = assessed(db)
    decide(db, "license", "pkg:npm/lines", "MIT", SIGNED)
    after = assessed(db)
    assert before.id != after.id
    assert after.id == assessed(db).id
    assert verified(db, POLICY, before)
    assert verified(db, POLICY, after)


def test_an_expired_curation_does_not_count(db: Database) -> None:
    before = assessed(db)
    over = Signature("bis zum Umbau", "OSK", "2026-08-01T08:00:00+00:00", "2026-08-31")
    decide(db, "license", "pkg:npm/lines", "MIT", over)
    assert before.id == assessed(db).id
    decide(db, "license", "pkg:npm/lines", "MIT", Signature("bis zum Umbau", "OSK", NOW, DAY))
    assert before.id != assessed(db).id
    assert [] == conflicts(db)


def test_a_revoked_curation_counts_no_more_and_stays_on_record(db: Database) -> None:
    before = assessed(db)
    made = decide(db, "license", "pkg:npm/lines", "MIT", SIGNED)
    revoke(db, made.id, Signature("doch nicht", "Rechtsamt", NOW))
    assert before.id == assessed(db).id
    (kept,) = list_curations(db)
    assert ("OSK", "Rechtsamt", "doch nicht", NOW) == (
        kept.author, kept.revoked_by, kept.revoked_because, kept.revoked_at,
    )  # fmt: skip
    with pytest.raises(InvalidRequest, match="none to revoke"):
        revoke(db, made.id, SIGNED)


def test_of_two_curations_the_newest_counts(db: Database) -> None:
    decide(db, "license", "pkg:npm/lines", "MIT", SIGNED)
    decide(db, "license", "pkg:npm/*", "AGPL-3.0-only", SIGNED)
    assessed(db)
    assert ["lines", "mit"] == sorted(one.component.name for one in conflicts(db) if one.component)


def test_a_scope_is_written_with_its_at_sign() -> None:
    with Database(Path(":memory:")) as db:
        assert "pkg:npm/%40angular/*" == decide(db, "license", "pkg:npm/@angular/*", "MIT", SIGNED).pattern


@pytest.mark.parametrize(
    ("pattern", "expression", "said"),
    [
        ("lines", "MIT", "names no package"),
        ("pkg:npm/lines", "GPL", "may mean"),
        ("pkg:npm/lines", "see file", "no license expression"),
        ("pkg:npm/lines", "NOASSERTION", "no license expression"),
        ("pkg:npm/lines", "MIT WITH Apache-2.0", "Apache-2.0 is no exception"),
        ("pkg:npm/lines", "Classpath-exception-2.0", "stands alone"),
    ],
)
def test_what_cannot_be_read_is_not_concluded(db: Database, pattern: str, expression: str, said: str) -> None:
    with pytest.raises(InvalidRequest, match=said):
        decide(db, "license", pattern, expression, SIGNED)
    assert () == list_curations(db)


def test_a_decision_without_reason_or_name_is_refused() -> None:
    with pytest.raises(InvalidRequest, match="no reason or no name"):
        Signature(" ", "OSK", NOW)


def test_a_decision_whose_last_day_is_over_is_refused() -> None:
    with pytest.raises(InvalidRequest, match="that day is over"):
        Signature("geprüft", "OSK", NOW, "2026-08-31")


def test_a_decision_says_how_many_packages_it_fits_and_which_earlier_ones_it_replaces(db: Database) -> None:
    first, _, third = (
        decide(db, "license", pattern, "MIT", SIGNED) for pattern in ("pkg:npm/lines", "pkg:npm/mit@1", "pkg:npm/l*@8")
    )
    decide(db, "relation", "pkg:npm/lines", "static", SIGNED, system_named(db, "Portal", None))
    assert Reach(1, ()) == reach_of(db, first)
    assert Reach(1, (first.id,)) == reach_of(db, third)
    assert Reach(0, ()) == reach_of(db, decide(db, "license", "pkg:npm/nowhere", "MIT", SIGNED))


def test_only_the_star_is_special_in_a_pattern_and_types_are_spelled_as_in_package_urls(db: Database) -> None:
    for pattern in ("pkg:npm/line[s]", "pkg:npm/line?"):
        assert 0 == reach_of(db, decide(db, "license", pattern, "MIT", SIGNED)).packages
    assert "pkg:npm/lines" == decide(db, "license", "pkg:NPM/lines", "MIT", SIGNED).pattern
    with pytest.raises(InvalidRequest, match="names no package"):
        decide(db, "license", "pkg:*", "MIT", SIGNED)


def test_a_relation_is_set_for_one_system_only_and_shown(db: Database) -> None:
    hand_in(db, bom(("lines", "8", "GPL-3.0-only")), agency="B")
    decide(db, "relation", "pkg:npm/lines", "separate-process", SIGNED, system_named(db, "Portal", "A"))
    assessed(db)
    assert ["B"] == [one.agency for one in conflicts(db)]
    assert () == licenses_of(db, "Portal", "A", as_of=DAY).works[0].choice.conflicts
    assert 1 == len(licenses_of(db, "Portal", "B", as_of=DAY).works[0].choice.conflicts)
    _, _, every = ask(db, Question(agency="A"))
    told = [place for one in every if one.component and one.component.name == "lines" for place in one.evidence]
    assert "relation: separate-process" in [place.fact for place in told]


def test_what_is_said_to_be_sent_to_browsers_is_a_work_of_its_own(db: Database) -> None:
    hand_in(db, bom(("lines", "8", "GPL-3.0-only"), ("mit", "1", "MIT")), agency="B", context=Context.HOSTED)
    before = licenses_of(db, "Portal", "B", as_of=DAY)
    assert [("service", 0), ("unknown", 2)] == [(one.provisioning, len(one.choice.components)) for one in before.works]
    decide(db, "provisioning", "pkg:npm/lines", "binary", SIGNED, system_named(db, "Portal", "B"))
    after = licenses_of(db, "Portal", "B", as_of=DAY)
    assert {"service": 0, "unknown": 0, "binary": 1} == {
        one.provisioning: len(one.choice.conflicts) for one in after.works
    }
    assessed(db)
    assert ["A", "B"] == sorted(one.agency for one in conflicts(db))
    told = [place.fact for one in conflicts(db) if one.agency == "B" for place in one.evidence]
    assert "provisioning: binary" in told


def test_a_way_to_others_must_be_one_and_unknown_is_nothing_to_decide(db: Database) -> None:
    for said in ("browser", "unknown"):
        with pytest.raises(InvalidRequest, match="no such provisioning; use one of internal, service, binary, source"):
            decide(db, "provisioning", "pkg:npm/lines", said, SIGNED, system_named(db, "Portal", None))


def test_publishing_is_judged_as_publishing_whatever_happens_with_the_system_now(db: Database) -> None:
    hand_in(db, bom(("lines", "8", "GPL-3.0-only")), agency="B", context=Context.INTERNAL)
    found = licenses_of(db, "Portal", "B", as_of=DAY)
    assert () == found.works[0].choice.conflicts
    assert "incompatible" == found.publication.answer


def test_decisions_of_an_older_database_are_kept(db: Database) -> None:
    made = decide(db, "relation", "pkg:npm/lines", "static", SIGNED, system_named(db, "Portal", None))
    step = next(MIGRATIONS.glob("*_curations.sql")).read_text("utf-8")
    rows = db.execute("SELECT * FROM curation").fetchall()
    db.execute("DROP TABLE curation")
    db.connection.executescript(step)
    db.execute(f"INSERT INTO curation VALUES ({', '.join('?' * len(rows[0]))})", rows[0])
    db.execute("DELETE FROM _sqlite_migrations WHERE name = '0016_provisionings'")
    db.execute("PRAGMA user_version = 15")
    db.close()
    with Database(db.path) as again:
        assert (made,) == list_curations(again)
        settled = decide(again, "provisioning", "pkg:npm/lines", "service", SIGNED, system_named(again, "Portal", None))
        assert made.id + 1 == settled.id


def test_a_relation_must_be_known_and_so_must_the_system(db: Database) -> None:
    with pytest.raises(InvalidRequest, match="no such relation"):
        decide(db, "relation", "pkg:npm/lines", "glued", SIGNED, system_named(db, "Portal", None))
    with pytest.raises(InvalidRequest, match="no such system"):
        system_named(db, "Nowhere", None)


def test_another_outbound_license_is_tried_as_it_is_named_and_refused_where_it_is_none(db: Database) -> None:
    assert "EUPL-1.2" == licenses_of(db, "Portal", outbound="EUPL 1.2", as_of=DAY).outbound
    with pytest.raises(InvalidRequest, match="no exception"):
        licenses_of(db, "Portal", outbound="MIT WITH EUPL-1.2", as_of=DAY)
