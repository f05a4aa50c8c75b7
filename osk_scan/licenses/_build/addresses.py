"""The web addresses that the lists give for licenses."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Any

import msgspec

from osk_scan.licenses._build.lists import Entries
from osk_scan.licenses._urls import address, is_url

_PLACES = ("text_urls", "osi_url", "other_urls")

_TOLD_BY_PATH = (
    "choosealicense.com/",
    "creativecommons.org/",
    "gnu.org/",
    "licensebuttons.net/",
    "licenses.nuget.org",
    "opensource.org/",
    "spdx.org/",
)
"""Sites whose addresses name the license."""
_CLOSED = {"Commercial", "Proprietary Free", "Free Restricted", "Source-available"}


def listed(entries: Entries, ids: dict[str, str], rules: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
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
        texts[place] = said if len(said) == 1 else texts[place] | said
    return {place: _by_text(said) for place, said in (_in_rules(entries, ids, rules) | homes | texts).items()}


def _in_rules(entries: Entries, ids: dict[str, str], rules: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Return the addresses that ScanCode's rules take for a license; `-or-later` stands there for no version at all."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, text in rules:
        entry = entries.get(key)
        if entry and is_url(text) and not address(text).startswith(_TOLD_BY_PATH):
            place, closed = address(text), entry["category"] in _CLOSED
            id_ = ids.get(str(entry["spdx_license_key"]).lower())
            said = id_ if not entry.get("is_generic") else "@proprietary" if closed else None
            if said and not said.endswith("-or-later") and ("/" in place or closed):
                found[place].add(said)
    return found


def _by_text(said: set[str]) -> set[str]:
    """Return the ids without those that share their text with another: a page shows a text, not its scope."""
    return {one for one in said if not one.endswith("-or-later") or f"{one.removesuffix('-or-later')}-only" not in said}


def _see_also(ids: dict[str, str]) -> dict[str, set[str]]:
    """Return the addresses that the SPDX list itself gives."""
    found: dict[str, set[str]] = defaultdict(set)
    listed = msgspec.json.decode((files("lib4sbom") / "license_data/spdx_licenses.json").read_bytes())
    for item in listed["licenses"]:
        id_ = ids.get(item["licenseId"].lower(), "")
        for url in item["seeAlso"] if id_ and not item["isDeprecatedLicenseId"] else ():
            if "/" in address(url):
                found[address(url)].add(id_)
    return {place: _by_text(said) for place, said in found.items()}


def _listed_urls(entry: dict[str, Any]) -> Iterator[str]:
    for field in _PLACES:
        value = entry.get(field) or []
        yield from [value] if isinstance(value, str) else map(str, value)
