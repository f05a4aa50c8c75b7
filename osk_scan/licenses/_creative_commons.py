"""How Creative Commons licenses are written: elements, version, jurisdiction, in words or letters."""

from collections.abc import Iterator, Sequence
from itertools import product

_ELEMENTS = {"by": "BY", "attribution": "BY", "nc": "NC", "noncommercial": "NC", "sa": "SA", "sharealike": "SA"}
_ELEMENTS |= {"nd": "ND", "noderivs": "ND", "noderivatives": "ND", "noderivative": "ND", "noderiv": "ND"}
_ELEMENTS |= {"cca": "BY", "ccby": "BY"}
_ELEMENTS |= {
    "namensnennung": "BY",
    "weitergabe": "SA",
    "kommerziell": "NC",
    "bearbeitung": "ND",
    "bearbeitungen": "ND",
}
_COUNTRIES = (
    "ar",
    "at",
    "au",
    "br",
    "ca",
    "ch",
    "cn",
    "de",
    "es",
    "fr",
    "igo",
    "it",
    "jp",
    "nl",
    "nz",
    "pl",
    "uk",
    "us",
)
PORTS = {country: country for country in _COUNTRIES}
PORTS |= {
    "germany": "de",
    "deutschland": "de",
    "austria": "at",
    "österreich": "at",
    "france": "fr",
    "netherlands": "nl",
}
PORTS |= {"australia": "au", "japan": "jp"}
"""Countries whose ports SPDX lists by their own ids only in part: the others are read as the license they port."""
_GERMAN = frozenset({"lizenz", "unter", "gleichen", "bedingungen", "nicht", "keine"})
_NAMED = frozenset({"cc", "cca", "ccpl", "commons"})
_FILLING = PORTS.keys() | _GERMAN | _NAMED | {"creative", "international", "unported", "generic", "universal"}
_FILLING |= {"public", "s", "works", "england", "wales", "legal", "code", "deed", "universell"}
_BESIDE_ZERO = frozenset({"domain", "dedication", "per"})
_TITLED = (frozenset({"attribution", "namensnennung"}), frozenset({"international", "unported"}))
"""Words of each group that stand in the title of a legal code, which leaves out whose it is."""
_BESIDE_ATTRIBUTION = frozenset(word for word, element in _ELEMENTS.items() if element != "BY")
_COMBINED = (frozenset(_ELEMENTS.keys() - _BESIDE_ATTRIBUTION), _BESIDE_ATTRIBUTION)
"""`Attribution-ShareAlike` and `by-nc` are nobody else's words, each of them alone is."""
CREATIVE_COMMONS_MARKS = _NAMED | _TITLED[1] | _BESIDE_ATTRIBUTION
_VERSIONS = ("1", "2", "2.5", "3", "4")
_RUN_TOGETHER = {"10": "1", "20": "2", "25": "2.5", "30": "3", "40": "4"}
"""Versions as names without dots write them (`cc-by-40`)."""
_FIRST = {
    frozenset({"SA"}): ("CC-SA-1.0",),
    frozenset({"NC"}): ("LicenseRef-scancode-cc-nc-1.0",),
    frozenset({"ND"}): ("LicenseRef-scancode-cc-nd-1.0",),
    frozenset({"NC", "SA"}): None,
    frozenset({"NC", "ND"}): None,
}
"""Version 1.0 had licenses that did not ask for attribution; nobody lists two of them."""
_ZERO = ("0", "zero", "01", "010")
"""`CC0`, in words, and with its version run into it."""
CREATIVE_COMMONS_WORDS = _FILLING | _ELEMENTS.keys() | frozenset(_ZERO)
"""Every word that the grammar reads, beside numbers."""
_ORDERS = ("BY", "BY-NC", "BY-NC-ND", "BY-NC-SA", "BY-ND", "BY-SA")
_LONG = {"BY": "attribution", "NC": "noncommercial", "ND": "noderivatives", "SA": "sharealike"}


def creative_commons_spellings() -> Iterator[str]:
    """Yield the words of the usual ways to write each license: in letters, in full, and both."""
    yield from ("cc 0", "cc 0 1", "cc 0 1 universal", "creative commons zero 1 universal", "creative commons zero")
    for order, version in product(_ORDERS, ("", *_VERSIONS)):
        letters = f"cc {order.replace('-', ' ').lower()} {version}".rstrip()
        title = f"creative commons {' '.join(_LONG[element] for element in order.split('-'))} {version}".rstrip()
        yield from (letters, f"{letters} international", f"creative commons {letters.removeprefix('cc ')}")
        for place in ("", " international", " unported"):
            yield from (title + place, f"{title}{place} {letters}")


def creative_commons_reading(words: Sequence[str]) -> tuple[str, ...] | None:
    """Return the ids that `words` may mean, or None where they name no Creative Commons license.

    Shape: one id where elements and version are given; else every license that they leave open.
    """
    if _NAMED.isdisjoint(words) and not (_has_both(_TITLED, words) or _has_both(_COMBINED, words)):
        return None
    elements: set[str] = set()
    versions: list[str] = []
    filling = _FILLING if _BESIDE_ZERO.isdisjoint(words) else _FILLING | _BESIDE_ZERO
    for word in words:
        if word in _ELEMENTS:
            elements.add(_ELEMENTS[word])
        elif word in _VERSIONS:
            versions.append(word)
        elif word in _RUN_TOGETHER and elements:
            versions.append(_RUN_TOGETHER[word])
        elif word in _ZERO:
            versions.append("0")
        elif word not in filling:
            return None
    if filling is not _FILLING and "0" not in versions:
        return None
    if "0" in versions:
        return ("CC0-1.0",) if not elements and set(versions) <= {"0", "1"} else None
    return _open(elements, versions)


def _has_both(groups: tuple[frozenset[str], frozenset[str]], words: Sequence[str]) -> bool:
    return not any(group.isdisjoint(words) for group in groups)


def _open(elements: set[str], versions: list[str]) -> tuple[str, ...] | None:
    """Return every license with these elements and versions; attribution goes without saying since version 2.0."""
    if len(set(versions)) > 1:
        return None
    if set(versions) == {"1"} and frozenset(elements) in _FIRST:
        return _FIRST[frozenset(elements)]
    wanted = "-".join(element for element in ("BY", "NC", "ND", "SA") if element in elements | {"BY"})
    if elements and wanted not in _ORDERS:
        return None
    orders = (wanted,) if elements else _ORDERS
    numbers = tuple(dict.fromkeys(versions)) or _VERSIONS
    found = tuple(
        f"CC-{order}-{number if '.' in number else number + '.0'}" for order in orders for number in numbers[:5]
    )
    return found if elements or versions else ("CC0-1.0", *found)
