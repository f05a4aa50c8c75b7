"""Compile what usual spellings are read as: `python -m osk_scan.licenses._build.spellings`, after every change of a rule.

The spellings are those that LicenseLynx (BSD-3-Clause) collected from many sources, the names that the lists give, and
PyPI's classifiers (trove-classifiers, Apache-2.0).
"""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import msgspec
from trove_classifiers import classifiers

from osk_scan.licenses._spellings import COMPILED, NEVER_LOOKED_UP
from osk_scan.licenses._table import knowledge
from osk_scan.licenses._wrappings import bare
from osk_scan.licenses.expression import read_by_rules

LONGEST = 100
"""Letters: longer ones are sentences."""


def compiled() -> bytes:
    """Return what the rules read each spelling as, and by ecosystem where they read it otherwise."""
    spellings = sorted({name.lower(): name for name in _collected()}.items())
    common = {lowered: _read_in_any_case(name) for lowered, name in spellings}
    own = {
        ecosystem: {name: said for name in common if (said := _read(name, ecosystem)) != _read(name, "")}
        for ecosystem in {*knowledge().short_names, "pypi-classifier"} - NEVER_LOOKED_UP
    }
    kept = {"": {name: said for name, said in common.items() if said}} | own
    return msgspec.json.format(msgspec.json.encode(kept, order="sorted"), indent=1)


def _collected() -> Iterator[str]:
    """Yield the names in their alphabetical order."""
    table = msgspec.json.decode((files("licenselynx") / "resources/merged_data.json").read_bytes())
    names = {*table["stableMap"], *table["riskyMap"], *(known.name for known in knowledge().licenses)}
    names |= {one for one in classifiers if one.startswith("License :: ")}
    for name in sorted({bare(name.strip()) for name in names}):
        if len(name) <= LONGEST and name.lower() not in knowledge().ids:
            yield name


def _read_in_any_case(name: str) -> str:
    """Return what a name is read as; nothing where its case tells something."""
    read = {_read(written, "") for written in (name, name.lower(), name.upper())}
    return read.pop() if len(read) == 1 else ""


@cache
def _read(name: str, ecosystem: str) -> str:
    """Return what a name is read as; nothing where it is not read whole."""
    answer = read_by_rules(name, ecosystem)
    return "|".join((answer.how, *answer.expressions)) if answer and not answer.unread else ""


if __name__ == "__main__":
    COMPILED.write_bytes(compiled())
