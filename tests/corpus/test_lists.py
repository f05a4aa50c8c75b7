"""Real package lists: none crashes, and counts agree with the manifest but where it counts something else."""

import csv
import lzma
from collections.abc import Iterator
from pathlib import Path

import pytest

from osk_scan.errors import RefusedDocument
from osk_scan.model import Document, Inventory, Kind
from osk_scan.parsers import parse

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"

FAMILIES = {
    "package-lock.json": "the project and its workspaces are components too, links to them are not",
    "yarn.lock": "the manifest counts Yarn's own entry `__metadata`",
    "pnpm-lock.yaml": "the projects (importers) are components too",
    "requirements.txt": "",
    "pylock.toml": "",
    "poetry.lock": "",
    "uv.lock": "",
    "Pipfile.lock": "",
    "Cargo.lock": "",
    "go.mod": "the module itself is a component too",
    "go.sum": "modules of which only the go.mod was looked at are no components",
    "Gemfile.lock": "",
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
}
"""Formats of the manifest that are package lists, and what it counts otherwise."""

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not beside the project"),
]


def _present() -> Iterator[dict[str, str]]:
    if CORPUS.is_dir():
        with (CORPUS / "MANIFEST.tsv").open(encoding="utf-8", newline="") as manifest:
            rows = csv.DictReader(manifest, delimiter="\t", quoting=csv.QUOTE_NONE)
            yield from (row for row in rows if (CORPUS / row["path"]).is_file())


def _content(path: Path) -> bytes:
    return lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()


def _is_a_package_list(row: dict[str, str]) -> bool:
    return row["format"] in FAMILIES or row["format"].startswith("pkgfile:")


def test_every_list_is_read_or_refused_with_a_sentence_and_its_ledger_balances() -> None:
    read, refusals = 0, list[str]()
    for row in filter(_is_a_package_list, _present()):
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
    assert read > 500


@pytest.mark.parametrize("family", FAMILIES)
def test_counts_agree_with_the_manifest(family: str, capsys: pytest.CaptureFixture[str]) -> None:
    read, differing, refusals = 0, list[str](), list[str]()
    for row in (row for row in _present() if row["format"] == family and row["n_components"]):
        path, stated = CORPUS / row["path"], int(row["n_components"])
        try:
            inventory = parse(Document(path.name, _content(path)))
        except RefusedDocument as error:
            refusals.append(f"{row['path']}: manifest {stated}, refused: {error}")
            continue
        read += 1
        if stated not in _counts(family, inventory):
            kept = len(inventory.components)
            differing.append(f"{row['path']}: manifest {stated}, found {inventory.found}, kept {kept}")
    with capsys.disabled():
        if differing or refusals:
            print(f"\n{family}: {read} read, {len(differing)} differ", *differing, *refusals, sep="\n  ")
    assert read
    assert len(differing) <= max(1, 0.1 * read)


def _counts(family: str, inventory: Inventory) -> set[int]:
    """Return the numbers that an independent count can come to: with and without what is merged, and what is ours."""
    ours = sum(1 for component in inventory.components if component.kind is Kind.APPLICATION)
    counts = {inventory.found, len(inventory.components)}
    if family in ("package-lock.json", "pnpm-lock.yaml", "go.mod"):
        counts |= {count - number for count in counts for number in (1, ours)}
    if family == "yarn.lock":
        counts |= {count + 1 for count in counts}
    return counts
