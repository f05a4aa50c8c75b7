"""Questions beyond the scores: what if, compare, trend, clarify, explain; asked of the demo as people ask them."""

import json
import re
from fractions import Fraction
from pathlib import Path
from shutil import copy

import pytest

from osk_scan.cli.compare import _said
from osk_scan.model import Document
from osk_scan.pipeline.access import Role, make_key
from osk_scan.pipeline.assess import inputs_of, judge, written
from osk_scan.pipeline.counting import what_counts
from osk_scan.pipeline.ingest import ingest
from osk_scan.pipeline.policy import Policy
from osk_scan.pipeline.receipts import Assignment
from osk_scan.pipeline.uploading import assess_portfolio
from osk_scan.sovereignty.compare import ComparedScope, Comparison, Pair
from osk_scan.store.assessments import Assessment, keep_assessment, newest_assessment
from osk_scan.store.database import Database
from tests.command import run
from tests.test_cli import FIXTURES
from tests.web.documents import bom

DEMO = FIXTURES / "demo" / "bezirksamt-a"
NOW = "2026-11-23T08:00:00+00:00"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("asking")
    done = run(folder, "demo", "--dir", folder)
    assert 0 == done.returncode, done.stderr
    (folder / "demo.db").rename(folder / "osk.db")
    return folder


def ends(answer: dict[str, object], id_: str, when: str = "after") -> tuple[str, str]:
    found = next(c for c in (*answer["indicators"], *answer["goals"]) if c["id"] == id_)  # type: ignore[misc]  # JSON
    return found[when]["lo_exact"], found[when]["hi_exact"]


class TestWhatIf:
    def test_the_published_replacement_moves_what_is_published(self, demo: Path) -> None:
        asked = ("--replace", "Microsoft Office=LibreOffice", "--agency", "Bezirksamt A", "--json")
        (answer,) = json.loads(run(demo, "what-if", *asked).stdout)["steps"]
        assert [f"Bezirksamt A/c{i}" for i in range(1, 5)] == answer["touched"]
        assert (("1/2", "8/15"), ("7/15", "1/2")) == (ends(answer, "D1"), ends(answer, "D5"))
        assert ("97/450", "107/450") == ends(answer, "D4")

    def test_what_stays_says_why(self, demo: Path) -> None:
        asked = ("--replace", "office=libreoffice", "--agency", "Bezirksamt A")
        told = run(demo, "what-if", *asked).stdout
        assert "Microsoft still stops 8 systems, Active Directory alone 4/5" in told

    def test_a_plan_is_compared_with_the_start_step_by_step(self, demo: Path) -> None:
        (demo / "plan.yaml").write_text(
            "steps:\n  - {replace: Active Directory, by: Samba, systems: [s2]}\n"
            "  - {replace: Windows Server, by: Debian, systems: [s2]}\n"
        )
        asked = ("--plan", "plan.yaml", "--agency", "Bezirksamt A")
        _, last = json.loads(run(demo, "what-if", *asked, "--json").stdout)["steps"]
        assert ("13/30", "7/15") == ends(last, "D1")
        assert "The plan, step by step" in run(demo, "what-if", *asked).stdout

    def test_what_stands_in_the_way_is_named(self, demo: Path) -> None:
        told = run(demo, "what-if", "--replace", "Active Directory=Samba", "--agency", "Bezirksamt A").stdout
        assert "In the way: Exchange Server 2019 (1 installations, needs exactly this)" in told

    def test_the_ways_out_of_all_hotspots_are_ranked_by_gain_per_system(self, demo: Path) -> None:
        options = json.loads(run(demo, "what-if", "--rank", "D1", "--json").stdout)["options"]
        gains = [float(eval_fraction(option["gain_per_system"])) for option in options]
        assert sorted(gains, reverse=True) == gains
        assert len(options) > 3

    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            (("--replace", "Nonsense=LibreOffice"), "product Nonsense: there is none of this name"),
            (("--replace", "office"), "does not say what by what"),
            (("--replace", "office=libreoffice", "--scope", "s99"), "system s99: there is no such system"),
            (("--replace", "office=libreoffice", "--scope", "s2"), "is not installed there"),
            (("--rank", "D99"), "no indicator or goal `D99`"),
        ],
    )
    def test_a_question_that_makes_no_sense_gets_one_line(self, demo: Path, asked: tuple[str, ...], said: str) -> None:
        done = run(demo, "what-if", *asked)
        assert (2, 1) == (done.returncode, len(done.stderr.splitlines()))
        assert said in done.stderr


def eval_fraction(text: str) -> float:
    top, _, bottom = text.partition("/")
    return int(top) / int(bottom or 1)


class TestClarify:
    def test_the_unknown_application_is_asked_about_with_what_it_moves(self, demo: Path) -> None:
        asked = json.loads(run(demo, "clarify", "--agency", "Bezirksamt A", "--json").stdout)
        entity = next(item for item in asked if (item["name"], item["fact"]) == ("FachApp X", "entity"))
        assert {"D4", "D4p", "CR1", "CR1p", "D6"} == set(entity["indicators"])

    def test_what_narrows_most_comes_first(self, demo: Path) -> None:
        asked = json.loads(run(demo, "clarify", "--json").stdout)
        by = [eval_fraction(item["narrows"]) for item in asked]
        assert sorted(by, reverse=True) == by

    def test_people_read_words_not_keys(self, demo: Path) -> None:
        told = run(demo, "clarify", "--agency", "Bezirksamt A", "--lang", "de").stdout
        assert "beherrschendes Unternehmen" in told


def test_what_is_catalogued_of_nothing_is_no_answer(tmp_path: Path, demo: Path) -> None:
    for folder, asked, named in ((tmp_path, (), "osk.db: no inventories"), (demo, ("--agency", "X"), "agency X: no")):
        done = run(folder, "catalogue", "coverage", *asked)
        assert (2, "", True) == (done.returncode, done.stdout, named in done.stderr)


@pytest.mark.parametrize(
    ("asked", "german", "english"),
    [
        (("catalogue", "list"), "Produkt", "product"),
        (("catalogue", "list"), "Büro-Software", "office software"),
        (("catalogue", "match", "Nirgendware"), "Kein Produkt dieses Namens", "No product is known by this name"),
        (("catalogue", "match", "PostgreSQL 16"), "(gelesen durch: ", "(read by: "),
        (("catalogue", "coverage"), "nicht im Katalog, das Häufigste zuerst", "not catalogued, most frequent first"),
        (("keys", "list"), "zuletzt benutzt", "last used"),
        (("rules", "show", "license-missing"), "wenn ", "when "),
        (("rules", "test", "--cases", FIXTURES.parent / "tests" / "rule_cases"), "Fälle: ", " rules, "),
    ],
)
def test_results_are_read_in_the_language_of_their_reader(
    demo: Path, asked: tuple[str | Path, ...], german: str, english: str
) -> None:
    said = {language: run(demo, *asked, "--lang", language).stdout for language in ("de", "en")}
    assert (german in said["de"], english in said["en"]) == (True, True), said
    assert (english in said["de"], german in said["en"]) == (False, False), said


def test_support_that_has_ended_is_not_told_as_still_to_end(demo: Path) -> None:
    spots = json.loads(run(demo, "hotspots", "--json").stdout)
    ended = [spot for spot in spots if spot["name"] == "Exchange Server 2016"]
    assert [(True, None)] == [(one["flags"]["support_ends_within_12_months"], one["next_decision"]) for one in ended]
    said = next(
        line for line in run(demo, "hotspots", "--lang", "de").stdout.splitlines() if "Exchange Server 2016" in line
    )
    assert "regulärer Support beendet oder endet binnen 12 Monaten" in said


RESULTS = (
    ("findings",), ("score",), ("hotspots",), ("report", "-o", "r.html"), ("export", "findings-csv", "-o", "f.csv"),
)  # fmt: skip


class TestNothingHandedIn:
    """What is not known is not zero: no inventories give no findings to count."""

    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            ((), "assessment: nothing was handed in"),
            (("--agency", "Nirgends"), "agency Nirgends: nothing was handed in"),
            (("--handed-in-by", "2026-01-01"), "assessment: nothing was handed in by 2026-01-01"),
        ],
    )
    def test_nothing_is_not_assessed_as_zero_findings(self, tmp_path: Path, asked: tuple[str, ...], said: str) -> None:
        done = run(tmp_path, "assess", *asked)
        assert (2, "") == (done.returncode, done.stdout)
        assert said in done.stderr
        assert "osk-scan ingest" in done.stderr

    @pytest.mark.parametrize("asked", RESULTS, ids=lambda asked: asked[0])
    def test_an_assessment_of_nothing_that_is_kept_already_gives_no_results(
        self, tmp_path: Path, asked: tuple[str, ...]
    ) -> None:
        with Database(tmp_path / "osk.db") as db:
            kept_of_nothing(db)
        done = run(tmp_path, *asked)
        assert (2, "") == (done.returncode, done.stdout)
        assert "nothing was handed in when it was made" in done.stderr
        assert ["osk.db"] == sorted(file.name for file in tmp_path.iterdir() if file.suffix in (".db", ".html", ".csv"))

    @pytest.mark.parametrize("asked", RESULTS, ids=lambda asked: asked[0])
    def test_an_agency_that_is_not_covered_gives_no_results(self, demo: Path, asked: tuple[str, ...]) -> None:
        done = run(demo, *asked, "--agency", "Nirgends")
        assert (2, "") == (done.returncode, done.stdout)
        assert "agency Nirgends: the assessment has none of its systems; name one of: Bezirksamt A" in done.stderr

    def test_a_system_that_is_not_covered_gives_no_findings(self, demo: Path) -> None:
        done = run(demo, "findings", "--system", "Nirgends")
        assert (2, "") == (done.returncode, done.stdout)
        assert "system Nirgends: the assessment does not cover it" in done.stderr

    def test_a_desk_without_inventories_assesses_no_portfolio(self, tmp_path: Path) -> None:
        with Database(tmp_path / "osk.db") as db:
            make_key(db, name="", agency=None, roles=(Role.AUDITOR,), made_at=NOW)
            assess_portfolio(db, Policy(), lambda: NOW)
            assert newest_assessment(db) is None


def kept_of_nothing(db: Database) -> None:
    """Keep an assessment of no inventories, as was done once."""
    policy = Policy()
    basis = what_counts(db, NOW[:10])
    made = written(judge(inputs_of(db, basis), policy, NOW[:10]))
    kept = Assessment(
        id="0" * 64,
        scope="",
        as_of=NOW[:10],
        software="0",
        rules_version=policy.rules_version,
        catalogue_version=policy.catalogue.version,
        basis=basis,
        scores=made.scores,
        findings=0,
        result=made.digest,
    )
    keep_assessment(db, kept, made.texts, made.rows, NOW)


class TestCompare:
    def test_every_indicator_is_compared_at_once(self, demo: Path) -> None:
        found = json.loads(run(demo, "compare", "--json").stdout)
        assert set(found["names"]) == {one["indicator"] for one in found["comparisons"]}

    def test_agencies_with_few_systems_are_withheld(self, demo: Path) -> None:
        found = json.loads(run(demo, "compare", "Bezirksamt A", "Landesamt B", "--json").stdout)
        open_source = next(one for one in found["comparisons"] if one["indicator"] == "D1")
        assert ["suppressed"] == [pair["verdict"] for pair in open_source["pairs"]]
        assert {"Bezirksamt A": True, "Landesamt B": False} == {
            row["name"]: row["value"] is not None for row in open_source["scopes"]
        }

    def test_what_is_withheld_is_not_called_indistinguishable(self) -> None:
        scopes = tuple(ComparedScope(name, 6, None, None, ()) for name in "ABC")
        shown, withheld = Pair("A", "B", "not distinguishable"), Pair("A", "C", "suppressed")
        apart = Pair("B", "C", "not comparable")
        said = {
            (shown,): "nicht unterscheidbar",
            (shown, shown): "alle nicht unterscheidbar",
            (shown, withheld): "die gezeigten nicht unterscheidbar",
            (withheld, withheld): "zurückgehalten",
            (apart, withheld): "nicht vergleichbar",
            (apart, apart): "nicht vergleichbar",
            (shown, apart): "die vergleichbaren nicht unterscheidbar",
            (): "–",
        }
        assert said == {pairs: _said(Comparison("D1", scopes, pairs), "de") for pairs in said}

    def test_an_agency_that_is_not_there_is_told_with_those_that_are(self, demo: Path) -> None:
        done = run(demo, "compare", "Bezirksamt Z")
        assert (2, True) == (done.returncode, "Bezirksamt A, Landesamt B" in done.stderr)


def test_findings_of_a_rule_that_is_not_there_are_unknown_and_not_none(demo: Path) -> None:
    done = run(demo, "findings", "--rule", "end-of-suport")
    assert (2, "", True) == (done.returncode, done.stdout, "end-of-support" in done.stderr)


def test_a_trend_tells_change_from_revision(tmp_path: Path) -> None:
    run(tmp_path, "demo", "--dir", tmp_path)
    (tmp_path / "demo.db").rename(tmp_path / "osk.db")
    old = json.loads(run(tmp_path, "assess", "--as-of", "2026-11-23", "--json").stdout)["assessment"]
    newer = (DEMO / "c5.csv").read_bytes()
    (tmp_path / "c1.csv").write_bytes(newer)
    run(tmp_path, "ingest", "c1.csv", "--agency", "Bezirksamt A", "--system", "c1")
    run(tmp_path, "assess", "--as-of", "2026-11-23")
    found = json.loads(run(tmp_path, "trend", "--agency", "Bezirksamt A", "--json").stdout)
    open_source = next(one for one in found["developments"] if one["id"] == "D1")
    before, after = Fraction(11, 30), Fraction(12, 29)
    assert (old, []) == (found["old"], found["differs"])
    assert (str(before), str(after)) == (open_source["then"]["lo_exact"], open_source["now"]["lo_exact"])
    assert (str(after - before), "0") == (open_source["real"]["lo"], open_source["revision"]["lo"])
    assert "vergleichbar" not in run(tmp_path, "trend", "--lang", "de").stdout
    run(tmp_path, "assess", "--as-of", "2026-11-24")
    told = run(tmp_path, "trend", "--lang", "de").stdout
    assert "Nicht unmittelbar vergleichbar; seither geändert: Stichtag." in " ".join(told.split())
    (tmp_path / "portal.cdx.json").write_bytes(bom())
    run(tmp_path, "ingest", "portal.cdx.json", "--agency", "Bezirksamt A")
    run(tmp_path, "assess", "--as-of", "2026-11-24")
    told = run(tmp_path, "trend", "--agency", "Bezirksamt A", "--lang", "de").stdout
    assert "Nur auf einer Seite vorhanden und deshalb nicht verglichen: D7_bsi, D7_cisa, D7_ntia." in told


def test_a_trend_can_be_asked_of_a_system_and_of_a_layer(tmp_path: Path) -> None:
    run(tmp_path, "demo", "--dir", tmp_path)
    (tmp_path / "demo.db").rename(tmp_path / "osk.db")
    (tmp_path / "c1.csv").write_bytes((DEMO / "c5.csv").read_bytes())
    run(tmp_path, "ingest", "c1.csv", "--agency", "Bezirksamt A", "--system", "c1")
    run(tmp_path, "assess")
    asked = {"system": "c1", "layer": "office"}
    found = {name: json.loads(run(tmp_path, "trend", f"--{name}", of, "--json").stdout) for name, of in asked.items()}
    assert {"system": "Bezirksamt A/c1", "layer": "office"} == {name: one["name"] for name, one in found.items()}
    assert (1, True) == (found["system"]["covered_now"]["systems"], found["layer"]["covered_now"]["systems"] > 1)
    told = run(tmp_path, "trend", "--system", "c1", "--lang", "de").stdout
    assert told.splitlines()[0].startswith("Bezirksamt A/c1")
    assert 2 == run(tmp_path, "trend", "--layer", "office", "--agency", "Bezirksamt A").returncode


def test_a_trend_needs_two_assessments(demo: Path) -> None:
    done = run(demo, "trend")
    assert (2, True) == (done.returncode, "no assessment before this one" in done.stderr)


class TestScore:
    @pytest.mark.parametrize("how", [(), ("--explain", "D1")])
    def test_a_layer_of_all_agencies_is_not_told_as_that_of_one(self, demo: Path, how: tuple[str, ...]) -> None:
        done = run(demo, "score", "--agency", "Bezirksamt A", "--layer", "office", *how)
        assert (2, "", True) == (done.returncode, done.stdout, "its layers are of all agencies" in done.stderr)

    def test_a_number_opens_down_to_the_line_of_a_document(self, demo: Path) -> None:
        asked = ("score", "--agency", "Bezirksamt A", "--explain", "D5", "--json")
        items = json.loads(run(demo, *asked).stdout)["items"]
        directory = next(item for item in items if item["name"] == "Active Directory")
        assert ["Bezirksamt A/s2: s2.csv line 3"] == directory["documents"]
        assert all(fact["evidence"] for fact in directory["facts"].values())

    def test_both_readings_of_the_failure_radius_are_printed(self, demo: Path) -> None:
        told = run(demo, "score", "--agency", "Bezirksamt A", "--lang", "de").stdout
        radius = next(line for line in told.splitlines() if line.startswith("D6"))
        assert ["0.8000", "4/5", "Mindestwert", "0.8000 – 0.9000"] == [
            cell.strip() for cell in re.split(r"\s{2,}", radius)
        ][2:6]
        assert "Quelle der Ziele: Presseberichte" in told

    def test_an_explanation_speaks_of_who_and_what_by_name(self, demo: Path) -> None:
        told = run(demo, "score", "--agency", "Bezirksamt A", "--explain", "D5", "--lang", "de").stdout
        directory = next(line for line in told.splitlines() if line.startswith("Active Directory"))
        facts = "Lizenzklasse: proprietär; beherrschendes Unternehmen: Microsoft; Sitz von Microsoft: US"
        assert (True, True) == (facts in directory, "Bezirksamt A/s2: s2.csv Zeile 3" in directory)
        assert [] == [word for word in ("osi_multi", "microsoft", "jurisdiction", "None") if word in told]

    def test_required_fields_are_explained_by_documents_and_no_installations(self, demo: Path) -> None:
        told = run(demo, "score", "--agency", "Landesamt B", "--explain", "D7_bsi", "--lang", "de").stdout
        assert "Landesamt B/Statistikdienst: bom.cdx.json" in told
        assert "Installationen " not in told

    def test_an_explained_radius_says_both_readings_and_who_stops_nothing(self, demo: Path) -> None:
        asked = ("score", "--agency", "Bezirksamt A", "--explain", "D6")
        told = run(demo, *asked, "--lang", "en").stdout.splitlines()
        assert "D6 Failure radius: at least 0.8000 = 4/5; counted cautiously 0.8000 – 0.9000" == told[0].strip()
        ends = {
            item["name"]: (item["lo"], item["hi"]) for item in json.loads(run(demo, *asked, "--json").stdout)["items"]
        }
        assert (("4/5", "4/5"), ("0", "0"), ("1/10", "9/10")) == (
            ends["Active Directory"],
            ends["Adobe Acrobat Reader"],
            ends["FachApp X"],
        )

    def test_an_indicator_that_is_not_there_is_told_with_those_that_are(self, demo: Path) -> None:
        done = run(demo, "score", "--explain", "D77")
        assert (2, True) == (done.returncode, "no indicator `D77` here; one of" in done.stderr)


def test_people_never_read_the_ids_of_releases(demo: Path) -> None:
    for asked in (("score",), ("hotspots",), ("clarify",), ("score", "--explain", "D1")):
        assert "@" not in run(demo, *asked, "--agency", "Bezirksamt A").stdout


@pytest.mark.parametrize(
    "asked", [("findings",), ("why", "pkg:npm/%40nextcloud/auth"), ("rules",), ("rules", "show", "two-way-conflict")]
)
def test_severities_and_states_are_told_in_the_language_of_the_reader(demo: Path, asked: tuple[str, ...]) -> None:
    german = run(demo, *asked, "--lang", "de").stdout
    assert "hoch" in german
    assert not re.search(r"\b(high|medium|open|declared)\b", german)
    assert re.search(r"\bhigh\b", run(demo, *asked, "--lang", "en").stdout)


class TestWhy:
    @pytest.mark.parametrize("what", ["office", "microsoft office", "Microsoft Office 2021"])
    def test_a_product_is_found_by_id_and_names_and_told_with_its_places(self, demo: Path, what: str) -> None:
        told = run(demo, "why", what, "--lang", "de").stdout
        assert "Microsoft Office 2021" == told.splitlines()[0].strip()
        for line in (
            "beherrschendes Unternehmen: Microsoft",
            "Ende des Supports: 13.10.2026",
            "braucht: Windows 11 oder Windows 10 oder Windows Server",
            "Bindung, Bezirksamt A: Ausfallradius B = 0.4000 (2/5)",
            "ohne es steht still: c1, c2, c3, c4",
            "Bezirksamt A · c1: c1.csv Zeile 5",
        ):
            assert line in told

    def test_a_product_can_be_asked_for_in_one_system(self, demo: Path) -> None:
        found = json.loads(run(demo, "why", "office", "--system", "c2", "--json").stdout)
        assert ["c2"] == [use["system"] for use in found["uses"]]

    def test_what_is_not_installed_is_told_as_such(self, demo: Path) -> None:
        done = run(demo, "why", "thunderbird")
        assert (2, True) == (done.returncode, "Thunderbird is not installed" in done.stderr)

    def test_a_name_that_is_nowhere_is_told_with_what_comes_near(self, demo: Path) -> None:
        done = run(demo, "why", "Microsoft Ofice")
        assert (2, True) == (done.returncode, "perhaps Microsoft Office" in done.stderr)


TABLE = (
    "about;id;field;value\nagency;Bezirksamt A;;\nsystem;c1;requires;windows-11\nsystem;c77;requires;windows-11\n"
    "product;office;contract_end;2026-12-31\nproduct;office;cost_per_year;12000.00\n"
    "product;windows-13;layer;Plattform\n"
)


@pytest.fixture(scope="module")
def supplemented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("supplemented")
    for name in ("c1.csv", "s2.csv"):
        run(folder, "ingest", DEMO / name, "--agency", "Bezirksamt A", "--system", name.partition(".")[0])
    (folder / "add.csv").write_text(TABLE)
    return folder


class TestSupplement:
    def test_names_that_match_nothing_are_told_at_once(self, supplemented: Path) -> None:
        done = run(supplemented, "supplement", "add.csv")
        assert "add.csv: kept for Bezirksamt A, 2 systems and 2 products" == done.stdout.strip()
        assert [
            "supplement of Bezirksamt A: no system `c77` here",
            "supplement of Bezirksamt A: no product `windows-13` here",
        ] == done.stderr.splitlines()

    def test_contract_and_cost_stand_beside_the_hotspot_and_notes_beside_the_scores(self, supplemented: Path) -> None:
        run(supplemented, "supplement", "add.csv")
        run(supplemented, "assess", "--as-of", "2026-11-23")
        hotspots = json.loads(run(supplemented, "hotspots", "--json").stdout)
        office = next(h for h in hotspots if h["product"].startswith("office") and h["kind"] == "lock-in")
        assert ({"day": "2026-12-31", "because": "contract"}, "12000.00") == (
            office["next_decision"],
            office["cost_per_year"],
        )
        scores = json.loads(run(supplemented, "export", "scores-json").stdout)
        assert 2 == len(scores["notes"])
        assert "2026-12-31 (contract)" in run(supplemented, "hotspots").stdout

    def test_a_table_of_another_agency_is_refused(self, supplemented: Path) -> None:
        done = run(supplemented, "supplement", "add.csv", "--agency", "Landesamt B")
        assert (2, True) == (done.returncode, "it is of Bezirksamt A" in done.stderr)


def test_what_counted_on_a_day_can_be_asked_for_later(tmp_path: Path) -> None:
    with Database(tmp_path / "osk.db") as db:
        for day, name in (("2025-03-01", "c1.csv"), ("2026-03-01", "c5.csv")):
            document = Document("list.csv", (DEMO / name).read_bytes())
            ingest(db, document, Assignment(agency="A", system="c"), f"{day}T23:30:00+00:00")
        ingest(
            db, Document("s2.csv", (DEMO / "s2.csv").read_bytes()), Assignment(agency="A"), "2026-04-01T00:00:00+00:00"
        )

        def counted(day: str | None) -> list[str]:
            basis = what_counts(db, "2026-11-23", handed_in_by=day)
            return [f"{basis.systems[at].name} {number}" for at, number in basis.inventories]

        assert [[], ["c 1"], ["c 1"], ["c 2"], ["c 2", "s2 3"]] == [
            counted(day) for day in ("2025-02-28", "2025-03-01", "2026-02-28", "2026-03-31", None)
        ]


class TestCatalogueImport:
    FACTS = (
        "product,fact,values,source,url,license,retrieved,author,confidence\n"
        "active-directory,sbom,complete,Muster,https://example.org,,2026-11-01,OSK,high\n"
        "no-such-product,sbom,complete,Muster,https://example.org,,2026-11-01,OSK,high\n"
    )

    def test_an_imported_fact_goes_over_the_shipped_catalogue_with_its_source(self, tmp_path: Path) -> None:
        (tmp_path / "facts.csv").write_text(self.FACTS)
        done = run(tmp_path, "catalogue", "import", "facts", "facts.csv", "-o", "more.yaml")
        assert (0, "more.yaml: 1 products, 1 statements left out") == (done.returncode, done.stdout.strip())
        assert "no-such-product" in done.stderr
        found = json.loads(run(tmp_path, "catalogue", "list", "--catalogue", tmp_path, "--json").stdout)
        sbom = next(product for product in found if product["id"] == "active-directory")["sbom"]
        assert (["complete"], "Muster, https://example.org") == (sbom["values"], sbom["evidence"][0]["source"])

    def test_scores_and_their_id_follow_the_overlay(self, demo: Path, tmp_path: Path) -> None:
        (tmp_path / "facts.csv").write_text(self.FACTS)
        run(tmp_path, "catalogue", "import", "facts", "facts.csv", "-o", "more.yaml")
        database = str(copy(demo / "osk.db", tmp_path))
        asked = ("assess", "--as-of", "2026-11-23", "--json")
        plain = json.loads(run(tmp_path, *asked, OSK_DB=database).stdout)
        better = json.loads(run(tmp_path, *asked, OSK_DB=database, OSK_CATALOGUE=str(tmp_path)).stdout)
        assert plain["assessment"] != better["assessment"]
        shown = run(
            tmp_path,
            "score",
            "--assessment",
            better["assessment"],
            "--agency",
            "Bezirksamt A",
            "--json",
            OSK_DB=database,
        )
        assert "1/30" == json.loads(shown.stdout)["indicators"]["D7"]["lo_exact"]
        checked = run(
            tmp_path, "verify", better["assessment"], "--lang", "en", OSK_DB=database, OSK_CATALOGUE=str(tmp_path)
        )
        assert (0, True) == (checked.returncode, "the same bytes" in checked.stdout)

    def test_a_new_product_needs_a_layer_and_a_broken_file_leaves_nothing_behind(self, tmp_path: Path) -> None:
        (tmp_path / "publiccode.yml").write_text("name: Muster\nurl: https://example.org/muster\n")
        done = run(tmp_path, "catalogue", "import", "publiccode", "publiccode.yml", "-o", "more.yaml")
        assert (2, True) == (done.returncode, "name --layer" in done.stderr)
        done = run(tmp_path, "catalogue", "import", "endoflife", "publiccode.yml", "-o", "more.yaml")
        assert (2, False) == (done.returncode, (tmp_path / "more.yaml").exists())
