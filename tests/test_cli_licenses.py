"""License questions on the command line: what a system chooses, what people decide."""

import json
from pathlib import Path

import pytest

from tests.command import run
from tests.test_curations import bom


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    libraries = ("dual", "1", "MIT"), ("old", "1", "GPL-2.0-only"), ("http", "1", "Apache-2.0")
    document = json.loads(bom(*libraries).content)
    document["components"][0]["licenses"] = [{"expression": "MIT OR GPL-3.0-only"}]
    (tmp_path / "bom.json").write_text(json.dumps(document))
    done = run(tmp_path, "ingest", "bom.json", "--agency", "A", "--system", "S", "--context", "published")
    assert 0 == done.returncode, done.stderr
    return tmp_path


def test_a_published_eupl_system_chooses_mit_and_says_so_and_what_clashes_with_paths(folder: Path) -> None:
    said = run(folder, "licenses", "choose", "S", "--lang", "de").stdout
    assert "A · S: EUPL-1.2, im Quelltext veröffentlicht, Komponenten: 3" in said
    assert "MIT OR GPL-3.0-only: Gewählt wird MIT (statt GPL-3.0-only)." in said
    assert "  app@1 → old@1 (GPL-2.0-only)\n  app@1 → http@1 (Apache-2.0)\n" in said
    assert "Am wenigsten zu ersetzen: old 1\n" in said


def test_an_ambiguous_statement_is_shown_with_all_it_may_mean_in_its_own_words(tmp_path: Path) -> None:
    (tmp_path / "bom.json").write_bytes(bom(("which", "1", "BSD"), ("lib", "1", "Artistic")).content)
    where = ("--agency", "A", "--system", "S", "--context", "published", "--outbound", "GPL-3.0-only")
    assert 0 == run(tmp_path, "ingest", "bom.json", *where).returncode
    german = run(tmp_path, "licenses", "choose", "S", "--lang", "de").stdout
    assert "? BSD = BSD-2-Clause | BSD-3-Clause | " in german
    assert "ungünstigstenfalls meint sie BSD-4-Clause (unvereinbar), günstigstenfalls BSD-2-Clause " in german
    english = run(tmp_path, "licenses", "choose", "S", "--lang", "en").stdout
    assert "at worst it means BSD-4-Clause (incompatible), at best BSD-2-Clause (compatible)" in english
    first, *_ = json.loads(run(tmp_path, "licenses", "suggest", "S", "--json").stdout)
    assert {"outbound": "EUPL-1.2", "conflicts": 0, "unknown": 0, "depends": 0} == first


def test_a_suggestion_says_what_it_counts_and_names_what_clashes_among_the_components_once(folder: Path) -> None:
    assert 0 == json.loads(run(folder, "licenses", "suggest", "S", "--json").stdout)[0]["conflicts"]
    said = run(folder, "licenses", "suggest", "S", "--lang", "de").stdout
    assert "Gezählt ist jede Komponente für sich" in said
    assert "Konflikte zwischen Komponenten unter EUPL-1.2: 1\n" in said
    assert 1 == said.count("  old 1 (GPL-2.0-only) / http 1 (Apache-2.0)\n")


def test_a_conclusion_settles_the_clash_until_it_is_revoked(folder: Path) -> None:
    signed = ("--reason", "Lizenztext geprüft", "--by", "OSK")
    done = run(folder, "licenses", "conclude", "pkg:npm/old", "GPL-2.0-or-later", *signed, "--until", "2999-12-31")
    assert 0 == done.returncode, done.stderr
    assert "openCode: incompatible" not in run(folder, "licenses", "choose", "S", "--lang", "en").stdout
    (made,) = json.loads(run(folder, "licenses", "curations", "--json").stdout)
    assert ("pkg:npm/old", "GPL-2.0-or-later", "2999-12-31") == (made["pattern"], made["says"], made["until"])
    assert 0 == run(folder, "licenses", "revoke", "1", *signed).returncode
    assert "openCode: incompatible" in run(folder, "licenses", "choose", "S", "--lang", "en").stdout
    assert 2 == run(folder, "licenses", "revoke", "1", *signed).returncode


def test_a_relation_of_one_system_settles_the_clash(folder: Path) -> None:
    signed = ("--system", "S", "--reason", "eigener Container", "--by", "IT-Betrieb")
    done = run(folder, "licenses", "relate", "pkg:npm/old", "separate-process", *signed)
    assert "A · S" in done.stdout
    assert "openCode: incompatible" not in run(folder, "licenses", "choose", "S", "--lang", "en").stdout
    done = run(folder, "licenses", "relate", "pkg:npm/old", "glued", *signed)
    assert (2, True) == (done.returncode, "no such relation" in done.stderr)


def test_the_watch_is_json_for_programs(folder: Path) -> None:
    assert [] == json.loads(run(folder, "licenses", "watch", "--json").stdout)


JUDGED = [
    (("GPLv3", "BSD"), "de", "BSD = 0BSD | BSD-1-Clause | "),
    (("GPLv3", "BSD"), "de", "ungeklärt: FSF (gnu.org/licenses/license-list.html"),
    (("GPLv3", "BSD"), "en", "unknown: FSF (gnu.org/licenses/license-list.html"),
    (("MIT", "GPLv3"), "de", "GPLv3 = GPL-3.0-only\nunvereinbar: Lizenztext und Auslegung ("),
    (("EUPL-1.2", "AGPL-3.0-only"), "de", "Anders urteilt: Reichweite des Copylefts für sich genommen (unvereinbar)."),
    (("GPL", "MIT"), "de", "license GPL: it may mean GPL-1.0-only, "),
    (("MIT OR", "MIT"), "de", "license expression `MIT OR`: a license is missing at the end"),
]


@pytest.mark.parametrize(("licenses", "lang", "told"), JUDGED)
def test_licenses_are_judged_as_people_write_them(
    tmp_path: Path, licenses: tuple[str, str], lang: str, told: str
) -> None:
    done = run(tmp_path, "licenses", "judge", "--outbound", licenses[0], "--inbound", licenses[1], "--lang", lang)
    assert told in done.stdout + done.stderr


HANDED_IN = {
    "outbound\tinbound\tusecase\nMIT\tMIT\tsnippet\nMIT\tMIT\tsniped": "t.tsv row 2: use case: `sniped` is not known",
    "outbound\tinbound\tusecase\nMIT\tMIT OR\tsnippet": "t.tsv row 1: license expression `MIT OR`: a license",
    "outbound;inbound;usecase\nMIT;MIT;snippet": "t.tsv: has no column outbound; head it with outbound, inbound",
    "outbound\tinbound\tusecase\nMIT\tBeh\u00f6rde\tsnippet": "t.tsv: is no UTF-8 text; save it as UTF-8 with tabs",
}


@pytest.mark.parametrize("table", HANDED_IN)
def test_a_mistake_in_a_table_is_told_with_its_row(tmp_path: Path, table: str) -> None:
    (tmp_path / "t.tsv").write_text(table, encoding="latin-1")
    done = run(tmp_path, "licenses", "judge", "--tsv", "t.tsv")
    assert (2, True) == (done.returncode, HANDED_IN[table] in done.stderr)


def test_decisions_are_listed_in_german_and_english(folder: Path) -> None:
    signed = ("--reason", "Text gelesen", "--by", "OSK")
    made = run(folder, "licenses", "conclude", "pkg:npm/old", "gpl-2.0-or-later", *signed, "--lang", "de").stdout
    assert "„gpl-2.0-or-later“ gelesen als GPL-2.0-or-later\nbekannte Pakete, auf die es passt: 1\n" in made
    run(folder, "licenses", "revoke", "1", *signed)
    assert "widerrufen am " in run(folder, "licenses", "curations", "--lang", "de").stdout
    assert "revoked " in run(folder, "licenses", "curations", "--lang", "en").stdout
