"""Real package lists: none crashes, and counts agree with the manifest but where it is said why not."""

import csv
import lzma
from collections.abc import Iterator
from pathlib import Path

import pytest

from osk_scan.errors import RefusedDocument
from osk_scan.model import Document
from osk_scan.parsers import parse, recognised

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"

FAMILIES = {
    "package-lock.json": "the project itself is a component too; links to workspaces are none of their own",
    "npm-ls-json": "",
    "yarn.lock": "",
    "pnpm-lock.yaml": "the projects (importers) are components too",
    "requirements.txt": "",
    "pylock.toml": "",
    "poetry.lock": "",
    "uv.lock": "",
    "Pipfile.lock": "",
    "Cargo.lock": "",
    "go.mod": "the module itself is a component too",
    "go.sum": "modules of which only the go.mod was looked at are no components",
    "Gemfile.lock": "a gem's own PATH entry and each platform's build are components",
    "composer.lock": "",
    "packages.lock.json": "what several frameworks share is found several times and merged",
    "packages.config": "",
    "gradle.lockfile": "",
    "name-version-json-list": "",
    "pip-licenses-json": "",
    "csv": "",
    "dpkg-status": "",
    "dpkg-query": "",
    "dpkg-selections": "",
    "dpkg -l": "",
    "apt-list": "",
    "pkglist": "",
    "apk-installed": "",
    "ansible-package_facts": "",
    "glpi-inventory-json": "",
    "ocs/fusion-inventory-xml": "",
    "swid": "",
    "conda-environment": "",
}
"""Formats of the manifest that are package lists, and why the counts may differ."""

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not beside the project"),
]


def _listed() -> Iterator[dict[str, str]]:
    if CORPUS.is_dir():
        with (CORPUS / "MANIFEST.tsv").open(encoding="utf-8", newline="") as manifest:
            yield from csv.DictReader(manifest, delimiter="\t", quoting=csv.QUOTE_NONE)


def _content(path: Path) -> bytes:
    return lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()


def _is_a_package_list(row: dict[str, str]) -> bool:
    return row["format"] in FAMILIES or row["format"].startswith("pkgfile:")


def test_every_list_is_read_or_refused_with_a_sentence_and_its_ledger_balances() -> None:
    read, refusals = 0, list[str]()
    for row in filter(_is_a_package_list, _listed()):
        path = CORPUS / row["path"]
        try:
            inventory = parse(Document(path.name, _content(path)))
        except RefusedDocument as error:
            refusals.append(str(error))
            continue
        kept = len(inventory.components) + inventory.merged + inventory.folded + len(inventory.quarantined)
        assert inventory.found == kept, row["path"]
        read += 1
    assert all("; " in refusal for refusal in refusals)
    assert read > 700


@pytest.mark.parametrize("family", FAMILIES)
def test_counts_agree_with_the_manifest(family: str, capsys: pytest.CaptureFixture[str]) -> None:
    agreeing, explained, told = 0, 0, list[str]()
    for row in (row for row in _listed() if row["format"] == family and row["n_components"]):
        path, stated = CORPUS / row["path"], int(row["n_components"])
        try:
            document = Document(path.name, _content(path))
            inventory = parse(document, recognised(document))
        except RefusedDocument as error:
            told.append(f"{row['path']}: manifest {stated}, refused: {error}")
            continue
        here = {inventory.found, len(inventory.components)}
        agreeing += stated in here
        if stated not in here:
            explained += bool(FAMILIES[family])
            told.append(f"{row['path']}: manifest {stated}, found {inventory.found}, kept {len(inventory.components)}")
    with capsys.disabled():
        if told:
            print(f"\n{family}: {agreeing} agree, {len(told)} differ. {FAMILIES[family]}", *told, sep="\n  ")
    assert agreeing + explained >= 0.8 * (agreeing + len(told))
