"""Compile what usual spellings are read as: `python -m osk_scan.licenses._build.spellings`, after every change of a rule.

The spellings are those that LicenseLynx (BSD-3-Clause) collected from many sources, the names that the lists give,
PyPI's classifiers (trove-classifiers, Apache-2.0), and the short references of ScanCode's rules (CC-BY-4.0), which
`python -m osk_scan.licenses._build` keeps in `references.txt`.
"""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec
from trove_classifiers import classifiers

from osk_scan.licenses._spellings import COMPILED, NEVER_LOOKED_UP
from osk_scan.licenses._table import knowledge
from osk_scan.licenses._wrappings import bare
from osk_scan.licenses.expression import read_by_rules

LONGEST = 100
"""Letters: longer ones are sentences."""
LONGEST_REFERENCE = 60
"""Letters: longer ones are quoted with the words around them."""
REFERENCES = Path(__file__).parent / "references.txt"


def keep_references(texts: Iterable[str]) -> None:
    """Keep what ScanCode's rules take for a reference: its wheel is no part of the development environment."""
    short = {bare(text) for text in texts if text and len(text) <= LONGEST_REFERENCE}
    REFERENCES.write_text("".join(f"{text}\n" for text in sorted(short)), "utf-8")


def compiled() -> bytes:
    """Return what the rules read each spelling as, and by ecosystem where they read it otherwise."""
    common = {lowered: _read_in_any_case(written) for lowered, written in sorted(_collected().items())}
    own = {
        ecosystem: {name: said for name in common if (said := _read(name, ecosystem)) != _read(name, "")}
        for ecosystem in {*knowledge().short_names, "pypi-classifier"} - NEVER_LOOKED_UP
    }
    kept = {"": {name: said for name, said in common.items() if said}} | own
    return msgspec.json.format(msgspec.json.encode(kept, order="sorted"), indent=1)


def _collected() -> dict[str, set[str]]:
    """Return the names as their sources write them, by their lower case."""
    table = msgspec.json.decode((files("licenselynx") / "resources/merged_data.json").read_bytes())
    names = {*table["stableMap"], *table["riskyMap"], *(known.name for known in knowledge().licenses)}
    names |= {one for one in classifiers if one.startswith("License :: ")}
    names |= {*REFERENCES.read_text("utf-8").splitlines()}
    found: dict[str, set[str]] = {}
    for name in map(bare, map(str.strip, names)):
        if len(name) <= LONGEST and name.lower() not in knowledge().ids:
            found.setdefault(name.lower(), set()).add(name)
    return found


def _read_in_any_case(written: set[str]) -> str:
    """Return what a name is read as; nothing where its case tells something."""
    name = min(written)
    read = {_read(one, "") for one in {*written, name.lower(), name.upper()}}
    return read.pop() if len(read) == 1 else ""


@cache
def _read(name: str, ecosystem: str) -> str:
    """Return what a name is read as; nothing where it is not read whole."""
    answer = read_by_rules(name, ecosystem)
    return "|".join((answer.how, *answer.expressions)) if answer and not answer.unread else ""


if __name__ == "__main__":
    COMPILED.write_bytes(compiled())
