"""The command line as people and scripts meet it: in a process of its own, with real files."""

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from osk_scan.cli import osk_scan
from osk_scan.store.database import Database

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
BOM = FIXTURES / "demo" / "landesamt-b" / "antragsportal" / "bom.cdx.json"


def run(folder: Path, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "osk_scan", *map(str, arguments)],
        cwd=folder,
        env={**os.environ, "LANG": "en_GB.UTF-8", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        input="",
    )


def all_commands() -> dict[str, click.Command]:
    context = click.Context(osk_scan)
    found: dict[str, click.Command] = {}
    for name in osk_scan.list_commands(context):
        command = osk_scan.get_command(context, name)
        assert command is not None
        found[name] = command
        if isinstance(command, click.Group):
            found.update({f"{name} {sub}": command.commands[sub] for sub in command.commands})
    return found


@pytest.mark.parametrize("name", all_commands())
def test_every_command_says_what_it_does_with_an_example(name: str) -> None:
    text = all_commands()[name].help or ""
    assert "osk-scan " in text
    assert "\b" in text


def test_the_same_bytes_again_are_a_no_op_that_says_so(tmp_path: Path) -> None:
    first = run(tmp_path, "ingest", BOM, "--agency", "A", "--json")
    again = run(tmp_path, "ingest", BOM, "--agency", "A", "--json")
    assert (0, "stored") == (first.returncode, json.loads(first.stdout)["state"])
    assert (0, "unchanged") == (again.returncode, json.loads(again.stdout)["state"])
    assert json.loads(first.stdout)["counts"] == json.loads(again.stdout)["counts"]


BAD = {
    "empty": (b"", "is empty"),
    "white space": (b" \n\t ", "is empty"),
    "truncated": (BOM.read_bytes()[:1000], "breaks off"),
    "wrong format": (b"\x89PNG\r\n\x1a\n" + bytes(100), "no known format"),
    "wrong encoding": ("{größe}".encode("utf-16-be"), "bad."),
    "document type": (b'<!DOCTYPE x><bom xmlns="http://cyclonedx.org/schema/bom/1.6"/>', "not allowed"),
    "deep": (b'{"bomFormat":"CycloneDX","specVersion":"1.6","components":' + b"[" * 100_000, "bad."),
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD)
def test_bad_input_gets_one_line_and_nothing_is_stored(tmp_path: Path, kind: str) -> None:
    content, said = BAD[kind]
    (tmp_path / "bad.json").write_bytes(content)
    done = run(tmp_path, "ingest", "bad.json", "--agency", "A")
    assert 2 == done.returncode
    assert said in done.stderr
    assert done.stderr.startswith("bad.json")
    assert 1 == len(done.stderr.splitlines())
    assert "Traceback" not in done.stderr


def test_a_missing_file_is_the_users_to_mend(tmp_path: Path) -> None:
    done = run(tmp_path, "ingest", "nowhere.json", "--agency", "A")
    assert (2, "nowhere.json: there is no such file or folder; check the path\n") == (done.returncode, done.stderr)


@pytest.mark.parametrize("name", [" ", ""])
def test_an_agency_without_a_name_hands_nothing_in(tmp_path: Path, name: str) -> None:
    done = run(tmp_path, "ingest", BOM, "--agency", name)
    assert (2, "agency: it has no name; name the body that runs the system\n") == (done.returncode, done.stderr)


def test_what_cannot_be_written_is_the_users_to_mend(tmp_path: Path) -> None:
    done = run(tmp_path, "method", "-o", "nowhere/method.html")
    assert (2, True) == (done.returncode, done.stderr.startswith("nowhere/method.html: No such file or directory; "))
    done = run(tmp_path, "receipts", "export", "-o", "nowhere/q.jsonl")
    assert (2, True) == (done.returncode, done.stderr.startswith("nowhere/q.jsonl: No such file or directory; "))


def test_a_name_is_the_same_however_its_umlauts_are_written(tmp_path: Path) -> None:
    (tmp_path / "exports").mkdir()
    for name in ("bu\u0308rgeramt.json", "b\u00fcrgeramt.json"):
        (tmp_path / "exports" / name).write_bytes(BOM.read_bytes())
    for agency in ("Ko\u0308penick", "K\u00f6penick"):
        assert 0 == run(tmp_path, "ingest", "exports", "--agency", agency).returncode
    listed = [json.loads(line) for line in run(tmp_path, "receipts", "export").stdout.splitlines()]
    assert {("K\u00f6penick", "b\u00fcrgeramt")} == {(one["agency"], one["system"]) for one in listed}


def test_an_unknown_option_is_the_users_to_mend(tmp_path: Path) -> None:
    assert 2 == run(tmp_path, "ingest", "--no-such-option").returncode


def test_a_file_that_is_no_database_is_the_users_to_mend(tmp_path: Path) -> None:
    (tmp_path / "osk.db").write_bytes(b"no database" * 1000)
    done = run(tmp_path, "receipts")
    assert 2 == done.returncode
    assert "osk.db" in done.stderr
    assert "Traceback" not in done.stderr


def test_json_is_all_there_is_on_standard_output(tmp_path: Path) -> None:
    done = run(tmp_path, "ingest", BOM, "--agency", "A", "--json")
    assert "stored" == json.loads(done.stdout)["state"]
    assert "" == done.stderr


def test_nothing_is_coloured_on_a_pipe(tmp_path: Path) -> None:
    done = run(tmp_path, "rules")
    assert 0 == done.returncode
    assert "\x1b" not in done.stdout + done.stderr


def test_people_read_german_unless_their_machine_says_english(tmp_path: Path) -> None:
    german = run(tmp_path, "ingest", BOM, "--agency", "A", LANG="C")
    assert "gespeichert" in german.stdout


def test_a_hostile_name_cannot_steer_the_terminal(tmp_path: Path) -> None:
    name = "\x1b[2J\u202eexe.evil\r\n"
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "components": [{"type": "library", "name": name, "version": "^1"}],
    }
    (tmp_path / "bom.json").write_text(json.dumps(document))
    done = run(tmp_path, "ingest", "bom.json", "--agency", "A")
    assert 0 == done.returncode
    assert not {"\x1b", "\u202e", "\r"} & set(done.stdout)


def test_a_folder_gets_a_receipt_for_each_document(tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    (folder / "sub").mkdir(parents=True)
    (folder / "bom.json").write_bytes(BOM.read_bytes())
    (folder / "sub" / "broken.json").write_bytes(b"{")
    (folder / ".hidden").write_bytes(b"x")
    done = run(tmp_path, "ingest", "exports", "--agency", "A", "--json")
    receipts = [json.loads(line) for line in done.stdout.splitlines()]
    assert 2 == done.returncode
    assert [("bom.json", "stored"), ("sub/broken.json", "refused")] == [(r["document"], r["state"]) for r in receipts]


def test_a_document_that_cannot_be_read_does_not_keep_those_beside_it_out(tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "a.json").write_bytes(BOM.read_bytes())
    with (folder / "b.json").open("wb") as file:
        file.truncate(1 << 40)
    (folder / "c.json").write_bytes(BOM.read_bytes())
    done = run(tmp_path, "ingest", "exports", "--agency", "A", "--json")
    receipts = [json.loads(line) for line in done.stdout.splitlines()]
    assert [("a.json", "stored"), ("b.json", "refused"), ("c.json", "stored")] == [
        (receipt["document"], receipt["state"]) for receipt in receipts
    ]
    assert (2, "") == (done.returncode, receipts[1]["sha256"])
    assert done.stderr.startswith("b.json: over the cap: 335544320 bytes (--max-bytes)")
    assert 3 == len(run(tmp_path, "receipts", "export").stdout.splitlines())
    assert "b.json: over the cap" in run(tmp_path, "check", "exports").stderr


def test_a_refusal_is_told_in_the_language_of_its_reader(tmp_path: Path) -> None:
    (tmp_path / "leer.json").write_bytes(b"")
    told = "leer.json: das Dokument ist leer; den Export wiederholen und die Datei vor dem Hochladen ansehen\n"
    assert told == run(tmp_path, "check", "leer.json", "--lang", "de").stderr
    assert told == run(tmp_path, "ingest", "leer.json", "--agency", "A", "--json", "--lang", "de").stderr


def test_a_document_that_is_itself_the_place_of_a_problem_is_named_once(tmp_path: Path) -> None:
    (tmp_path / "clients.csv").write_text("Computer;Name;Version\nPC-1;VLC;3.0\n", "utf-8")
    told = run(tmp_path, "check", "clients.csv", "--lang", "de").stdout
    run(tmp_path, "ingest", "clients.csv", "--agency", "A")
    told += run(tmp_path, "receipts", "show", "1", "--lang", "de").stdout
    assert "  clients.csv: das Dokument selbst wird nicht aufbewahrt" in told
    assert "clients.csv clients.csv" not in told


def test_the_name_of_a_machine_is_not_kept_though_its_document_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "pc-frau-muster.json").write_bytes(b" " * 2000)
    named = ("--agency", "A", "--named-after-hosts", "--max-bytes", "1000")
    done = run(tmp_path, "ingest", "pc-frau-muster.json", *named, "--json")
    assert 2 == done.returncode
    assert "muster" not in done.stdout + done.stderr


def test_a_table_with_headers_of_its_own_is_read_as_the_user_names_them(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("Was;Stand;Wer\nVLC;3.0.20;VideoLAN\n", "utf-8")
    assert "--map" in run(tmp_path, "check", "t.csv").stderr
    read = run(tmp_path, "ingest", "t.csv", "--agency", "A", "--json", "--map", "Was=name", "--map", "Stand=version")
    receipt = json.loads(read.stdout)
    assert ("stored", "csv_table", 1) == (receipt["state"], receipt["format"], receipt["counts"]["stored"])
    wrong = run(tmp_path, "check", "t.csv", "--map", "Was=nam")
    assert (2, True) == (wrong.returncode, "fields:" in wrong.stderr)
    assert 2 == run(tmp_path, "check", "t.csv", "--map", "Was").returncode


def test_columns_can_only_be_named_in_tables(tmp_path: Path) -> None:
    refused = run(tmp_path, "check", BOM, "--format", "cyclonedx_json", "--map", "Was=name")
    assert 2 == refused.returncode
    assert "csv_table" in refused.stderr


def test_a_document_over_the_cap_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "gross.json").open("wb") as file:
        file.truncate(1 << 40)
    refused = run(tmp_path, "check", "gross.json")
    assert 2 == refused.returncode
    assert refused.stderr.startswith("gross.json: over the cap")
    (tmp_path / "klein.json").write_bytes(b" " * 2000)
    assert "over the cap" in run(tmp_path, "check", "klein.json", "--max-bytes", "1000").stderr


def test_waivers_and_changes_are_told_in_the_readers_language_with_whose_they_are(tmp_path: Path) -> None:
    made = list[str]()
    for system in ("Portal", "Portal II"):
        run(tmp_path, "ingest", BOM, "--agency", "Landesamt B", "--system", system, "--outbound", "EUPL-1.2")
        made.append(run(tmp_path, "assess").stdout[:64])
    finding = json.loads(run(tmp_path, "findings", "--json").stdout.splitlines()[0])["id"]
    signed = ("--reason", "x", "--by", "IT")
    over = run(tmp_path, "findings", "waive", finding, *signed, "--until", "2020-06-30")
    kept = run(tmp_path, "findings", "waive", finding, *signed, "--until", "2999-12-31", "--lang", "de")
    assert (2, "until 2020-06-30: that day is over; name a day to come\n") == (over.returncode, over.stderr)
    assert f"{finding}: Ausnahme bis 2999-12-31\n" == kept.stdout
    assert "Landesamt B / Portal II · " in run(tmp_path, "findings", "diff", *made).stdout


def test_a_waiver_is_revoked_with_a_reason_and_both_decisions_stay_on_record(tmp_path: Path) -> None:
    run(tmp_path, "ingest", BOM, "--agency", "Landesamt B", "--system", "Portal", "--outbound", "EUPL-1.2")
    run(tmp_path, "assess")
    finding = json.loads(run(tmp_path, "findings", "--json").stdout.splitlines()[0])["id"]
    signed = ("--by", "IT", "--lang", "de")
    run(tmp_path, "findings", "waive", finding, "--reason", "geprüft", "--until", "2999-12-31", *signed)
    assert "angenommen bis 2999-12-31: geprüft (IT, " in run(tmp_path, "why", finding, "--lang", "de").stdout
    assert 2 == run(tmp_path, "findings", "revoke", "", "--reason", "welche?", *signed).returncode
    revoked = run(tmp_path, "findings", "revoke", finding[:9], "--reason", "abgesagt", *signed)
    assert (0, f"{finding}: Ausnahme widerrufen\n") == (revoked.returncode, revoked.stdout)
    assert "" == run(tmp_path, "findings", "--state", "waived", "--json").stdout
    told = json.loads(run(tmp_path, "findings", "--state", "open", "--json").stdout.splitlines()[0])
    assert (finding, "revoked", "abgesagt", None) == (told["id"], told["decision"], told["comment"], told["until"])
    assert "widerrufen: abgesagt (IT, " in run(tmp_path, "why", finding, "--lang", "de").stdout
    assert 2 == run(tmp_path, "findings", "revoke", finding, "--reason", "noch einmal", *signed).returncode
    with Database(tmp_path / "osk.db") as db:
        kept = db.execute("SELECT reason, revoked FROM waiver WHERE fingerprint = ? ORDER BY id", (finding,))
        assert [("geprüft", 0), ("abgesagt", 1)] == kept.fetchall()


def test_agencies_that_are_all_withheld_are_said_to_be_and_where_each_stands_by_itself(tmp_path: Path) -> None:
    for agency in ("Amt A", "Amt B"):
        run(tmp_path, "ingest", BOM, "--agency", agency, "--system", "Portal")
    run(tmp_path, "assess")
    said = "None of these agencies has at least 5 systems; each by itself: osk-scan score --agency NAME\n"
    assert said == run(tmp_path, "compare").stdout


def test_a_webhook_without_a_secret_is_told_how_to_name_one(tmp_path: Path) -> None:
    done = run(tmp_path, "notify", "--webhook", "http://127.0.0.1:9/x")
    assert (2, True) == (done.returncode, "--webhook-secret or OSK_WEBHOOK_SECRET" in done.stderr)


def test_who_was_told_of_how_much_is_said_in_the_readers_language(tmp_path: Path) -> None:
    run(tmp_path, "ingest", BOM, "--agency", "Landesamt B")
    run(tmp_path, "assess")
    mail = ("--mail-to", "it@example.org", "--mail-from", "osk@example.org", "--mail-file", "mail.eml")
    assert "mail: 4 neue Befunde, 0 abgewiesene Dokumente\n" == run(tmp_path, "notify", *mail, "--lang", "de").stdout
