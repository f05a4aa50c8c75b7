"""The compiled files hold what our own say: nobody changes one of them by hand."""

from pathlib import Path
from shutil import copyfile

from osk_scan.licenses import _clauses, _spellings
from osk_scan.licenses._build import own, policy, spellings
from osk_scan.licenses._compiled_policy import COMPILED, load_compiled, load_policy
from osk_scan.licenses._table import knowledge
from osk_scan.shipped import shipped_rules


def test_every_entry_of_our_own_tables_is_compiled() -> None:
    compiled = knowledge()
    assert own.names().items() <= compiled.names.items()
    assert own.stems().items() <= compiled.stems.items()
    assert own.exceptions().items() <= compiled.exceptions.items()
    assert own.addresses() == compiled.addresses
    assert own.short_names() == compiled.short_names
    assert own.phrases() == compiled.phrases
    assert tuple(own.marks()) == compiled.texts


def test_the_compiled_policy_is_what_the_yaml_says() -> None:
    assert policy.compiled() == COMPILED.read_bytes(), "run `python -m osk_scan.licenses._build.policy`"


def test_a_file_of_the_policy_that_somebody_changed_is_read_as_it_is_now(tmp_path: Path) -> None:
    shipped = shipped_rules() / "opencode_licenses.yaml"
    changed = tmp_path / shipped.name
    changed.write_text(shipped.read_text("utf-8").replace("refused: []", "refused: [MIT]"), "utf-8")
    assert [] == load_policy(shipped, dict[str, object])["refused"]
    assert ["MIT"] == load_policy(changed, dict[str, object])["refused"]


def test_rules_are_made_anew_where_a_set_that_they_name_was_changed(tmp_path: Path) -> None:
    for file in _clauses.files(shipped_rules() / "license_authorities"):
        copyfile(file, tmp_path / file.name)
    files = _clauses.files(tmp_path)
    known = load_compiled(_clauses.NAME, files, tuple[_clauses.Clause, ...], tuple)
    assert _clauses.load_clauses(files[0]) == known
    with files[1].open("a", encoding="utf-8") as sets:
        sets.write("added: [MIT]\n")
    assert () == load_compiled(_clauses.NAME, files, tuple[_clauses.Clause, ...], tuple)


def test_the_compiled_spellings_are_what_the_rules_read() -> None:
    compiled = _spellings.COMPILED.read_bytes()
    assert spellings.compiled() == compiled, "run `python -m osk_scan.licenses._build.spellings`"
