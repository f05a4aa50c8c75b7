"""Receipts and strictness, as people and scripts meet them."""

import json
import re
from pathlib import Path

import pytest

from osk_scan.model import Document
from osk_scan.pipeline.checking import check
from osk_scan.quality.profile import profiles
from tests.command import run
from tests.test_cli import BOM

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
AGAINST_SCHEMA = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.6",
    "components": [{"type": "librari", "name": "liesmich"}, {"type": "library", "name": "b", "versoin": "1"}],
}


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    (tmp_path / "bom.json").write_text(json.dumps(AGAINST_SCHEMA))
    return tmp_path


@pytest.mark.parametrize("command", [["check"], ["ingest", "--agency", "A"]])
def test_strictness_refuses_what_does_not_follow_its_schema_and_names_every_place(
    wrong: Path, command: list[str]
) -> None:
    done = run(wrong, *command, "bom.json", "--strict", "--json")
    receipt = json.loads(done.stdout)
    assert (2, "refused") == (done.returncode, receipt["state"])
    assert done.stderr.startswith("bom.json /components/0/type: does not follow the schema")
    assert ["/components/0/type", "/components/1"] == [p["where"] for p in receipt["problems"][1:]]


@pytest.mark.parametrize(("command", "state"), [(["check"], "read"), (["ingest", "--agency", "A"], "stored")])
def test_without_strictness_the_same_document_is_read_and_the_places_are_told(
    wrong: Path, command: list[str], state: str
) -> None:
    done = run(wrong, *command, "bom.json", "--json")
    receipt = json.loads(done.stdout)
    assert (0, state, 2) == (done.returncode, receipt["state"], receipt["counts"]["stored"])
    told = {problem["where"]: problem for problem in receipt["problems"]}
    assert "liesmich" == told["/components/0/type"]["component"]
    assert "dieser Wert ist nicht vorgesehen" in told["/components/0/type"]["message"]["de"]
    assert "versoin" in told["/components/1"]["message"]["en"]


def test_what_reading_told_is_not_told_again(tmp_path: Path) -> None:
    nameless = {"type": "library", "version": "1"}
    number = {"type": "library", "name": "a", "version": 2.5}
    bom = {"bomFormat": "CycloneDX", "specVersion": "9.9", "components": [nameless, number, {"name": "b"}]}
    for version, places in (("9.9", ["/specVersion"]), ("1.6", [])):
        (tmp_path / "bom.json").write_text(json.dumps({**bom, "specVersion": version}))
        receipt = json.loads(run(tmp_path, "check", "bom.json", "--json").stdout)
        told = sorted(problem["where"] for problem in receipt["problems"])
        schema = ["/components/2"] if version == "1.6" else []
        assert sorted([*places, "/components/0", "/components/1/version", *schema]) == told


def test_the_same_bytes_again_get_the_receipt_that_they_got(wrong: Path) -> None:
    first, again = (json.loads(run(wrong, "ingest", "bom.json", "--agency", "A", "--json").stdout) for _ in range(2))
    assert {**first, "state": "unchanged"} == again
    assert again["quality"]


def test_the_same_bytes_read_in_another_format_are_news(tmp_path: Path) -> None:
    (tmp_path / "liste").write_text("bash 5.2-1\nzlib 1.3-2\n")
    asked = [("--format", "brew_list"), ("--format", "pacman_list"), ("--format", "pacman_list"), ()]
    told = [json.loads(run(tmp_path, "ingest", "liste", "--agency", "A", *said, "--json").stdout) for said in asked]
    assert ["stored", "stored", "unchanged", "unchanged"] == [one["state"] for one in told]
    assert ["brew_list", "pacman_list", "pacman_list", "pacman_list"] == [one["format"] for one in told]


def test_the_same_bytes_are_read_again_by_whoever_no_longer_names_a_wrong_format(tmp_path: Path) -> None:
    (tmp_path / "l.json").write_text('[{"name": "bash", "version": "5.2"}]')
    asked = (("--format", "osquery_json"), (), ())
    done = [run(tmp_path, "ingest", "l.json", "--agency", "A", *said, "--json") for said in asked]
    assert ["stored", "stored", "unchanged"] == [json.loads(one.stdout)["state"] for one in done]


def test_columns_count_as_they_were_named_until_others_are(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text("Hersteller;Produkt;Version\nVideoLAN;VLC;3.0\n")
    asked = (("--map", "Hersteller=name"), (), ("--map", "Produkt=name"))
    done = [run(tmp_path, "ingest", "b.csv", "--agency", "A", *said, "--json") for said in asked]
    assert ["stored", "unchanged", "stored"] == [json.loads(one.stdout)["state"] for one in done]


def test_a_table_that_can_only_be_read_with_columns_named_stays_as_it_was_read(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("Was;Stand;Wer\nVLC;3.0.20;VideoLAN\n", "utf-8")
    done = [run(tmp_path, "ingest", "t.csv", "--agency", "A", *said, "--json") for said in (("--map", "Was=name"), ())]
    assert ["stored", "unchanged"] == [json.loads(one.stdout)["state"] for one in done]


def test_what_follows_its_schema_passes_strictly(tmp_path: Path) -> None:
    assert 0 == run(tmp_path, "ingest", BOM, "--agency", "A", "--strict").returncode


def test_a_kept_receipt_is_shown_whole_and_exported_as_it_was_given(tmp_path: Path) -> None:
    given = json.loads(run(tmp_path, "ingest", BOM, "--agency", "A", "--json").stdout)
    shown = json.loads(run(tmp_path, "receipts", "show", "1", "--json").stdout)
    exported = json.loads(run(tmp_path, "receipts", "export").stdout)
    assert given == {key: value for key, value in shown.items() if key not in ("number", "received_at")}
    assert shown == exported
    run(tmp_path, "receipts", "export", "-o", "all.jsonl")
    assert shown == json.loads((tmp_path / "all.jsonl").read_bytes())


def test_a_receipt_tells_the_first_of_many_unreadable_rows_and_counts_the_others(tmp_path: Path) -> None:
    (tmp_path / "liste.csv").write_text("Produkt;Version\n" + "".join(f";{at}\n" for at in range(500)))
    receipt = json.loads(run(tmp_path, "check", "liste.csv", "--json").stdout)
    told = [problem["message"]["en"] for problem in receipt["problems"]]
    assert (500, 201) == (receipt["counts"]["quarantined"], len(told))
    assert "more places of the same kind as above: 300 × missing-name" == told[-1]


def test_the_ledger_can_be_added_up_on_paper(tmp_path: Path) -> None:
    quirky = FIXTURES / "csv_table/title-rows-and-traps.csv"
    run(tmp_path, "ingest", quirky, "--agency", "A")
    shown = run(tmp_path, "receipts", "show", "1").stdout
    ledger = json.loads(run(tmp_path, "receipts", "export").stdout)["counts"]
    balance = re.search(r"(\d+) = (\d+) stored((?: \+ \d+ [a-z]+)+)", shown)
    assert balance
    assert int(balance[1]) == int(balance[2]) + sum(int(part) for part in re.findall(r"\d+", balance[3]))
    assert (ledger["in"], ledger["stored"]) == (int(balance[1]), int(balance[2]))


def test_a_receipt_that_is_not_there_is_the_users_to_mend(tmp_path: Path) -> None:
    done = run(tmp_path, "receipts", "show", "7")
    assert (2, "receipt 7: there is none of this number; see `osk-scan receipts`\n") == (done.returncode, done.stderr)


def test_a_receipt_counts_every_field_of_every_profile(tmp_path: Path) -> None:
    receipt = json.loads(run(tmp_path, "check", BOM, "--json").stdout)
    assert {p.id: {f.id for f in p.fields} for p in profiles().values()} == {
        profile: set(fields) for profile, fields in receipt["quality"].items()
    }
    assert {"present", "missing", "not_applicable"} == set(receipt["quality"]["ntia-2021"]["supplier"])


def test_the_profile_asked_for_is_told_with_examples_and_its_denominator(tmp_path: Path) -> None:
    done = run(tmp_path, "check", BOM, "--profile", "ntia-2021", "--json")
    said = json.loads(done.stdout)["fulfilment"]
    supplier = next(field for field in said["fields"] if field["id"] == "supplier")
    assert supplier["missing"] > 3 == len(supplier["examples"])
    assert round(100 * said["stated"] / said["asked"], 1) == said["percent"]
    table = run(tmp_path, "check", BOM, "--profile", "ntia-2021").stdout
    assert f"{said['stated']} of {said['asked']} ({said['percent']} %)" in table


def test_a_list_of_installed_software_is_labelled_and_not_failed() -> None:
    path = FIXTURES / "winget_export" / "minimal.json"
    (checked,) = check(Document(path.name, path.read_bytes()), profile="bsi-tr-03183-2")
    assert ("read", True) == (checked.receipt.state, checked.receipt.deployed)


def test_a_mistyped_profile_is_the_users_to_mend(tmp_path: Path) -> None:
    done = run(tmp_path, "check", BOM, "--profile", "bsi")
    assert 2 == done.returncode
    assert "bsi-tr-03183-2" in done.stderr


def test_columns_that_were_dropped_are_named_when_a_list_is_handed_in(tmp_path: Path) -> None:
    (tmp_path / "bestand.csv").write_text("Produkt;Version;Benutzer\nVLC;3;alice\n", "utf-8")
    shown = run(tmp_path, "ingest", "bestand.csv", "--agency", "A", "--lang", "de").stdout
    assert "aus Datenschutzgründen weggelassen: Benutzer" in shown
    assert "alice" not in shown


def test_of_an_unknown_format_ingest_says_how_many_were_looked_for_and_check_which(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('{"foo": 1}')
    short, whole = (run(tmp_path, *command, "x.json") for command in (("ingest", "--agency", "A"), ("check",)))
    assert "[foo] ≠ " in short.stderr
    assert "cyclonedx_json" not in short.stderr
    assert len(short.stderr) < 300 < len(whole.stderr)
    told = json.loads(run(tmp_path, "ingest", "--agency", "A", "x.json", "--json").stdout)
    assert "cyclonedx_json (bomFormat" in told["problems"][0]["message"]["de"]
