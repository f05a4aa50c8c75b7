"""What is known of licenses, compiled: identifiers, names, families of versions, addresses, categories."""

from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import astuple

FOLDER = Path(__file__).parent / "knowledge"
COMPILED_LISTS = FOLDER / "licenses.json"
COMPILED_NAMES = FOLDER / "names.json"
"""Apart from the lists, which are all that judging needs."""


class Source(Struct, frozen=True):
    """Where facts come from, in which version, and under which license they may be passed on."""

    title: str
    version: str
    license: str


class License(Struct, frozen=True, array_like=True, gc=False):
    """One license or exception as the lists describe it."""

    id: str
    """SPDX id, else the LicenseRef that ScanCode LicenseDB gives it."""
    name: str
    spdx: bool
    exception: bool
    osi: bool
    fsf: bool
    category: str
    """ScanCode LicenseDB's category; empty where it does not know the license."""
    blue_oak: str
    """Blue Oak Council's rating; empty where it does not rate the license."""


class Mark(Struct, frozen=True, array_like=True):
    """What the text of a license says, in its letters and digits only, and what it lacks."""

    means: str
    says: tuple[str, ...]
    lacks: tuple[str, ...] = ()
    whole: bool = False
    """Whether `says` holds every condition: a text that sets others is another license."""


class Lists(Struct, frozen=True):
    """The tables of identifiers: all that judging needs."""

    sources: tuple[Source, ...]
    licenses: tuple[License, ...]
    ids: dict[str, str]
    """Lower-case identifier of a license (deprecated ones and ScanCode keys too) to expression."""
    families: dict[str, dict[str, str]]
    """Family to its versions, each to its id."""


class Names(Struct, frozen=True):
    """How documents write licenses. Several possible readings of one key are joined by `|`."""

    exception_ids: dict[str, str]
    """Lower-case identifier of an exception to its id: they stand behind WITH, and only there."""
    names: dict[str, str]
    """Words of a name to expressions."""
    stems: dict[str, str]
    """Words of a name without its version to families."""
    exceptions: dict[str, str]
    """Words of an exception's name, without `exception` and versions, to ids."""
    short_names: dict[str, dict[str, str]]
    """Ecosystem to the words of its own short names."""
    phrases: dict[str, str]
    """Words that say a class to that class, with an `@` in front."""
    texts: tuple[Mark, ...]
    """Phrases of license texts; the first entry that fits counts."""
    addresses: dict[str, str]
    """Address as `_urls.address` writes it to expressions, from our own table: it counts before the lists."""
    urls: dict[str, str]
    """Addresses that the lists give, to expressions."""


class Knowledge(Names, frozen=True, kw_only=True):
    """All tables."""

    ids: dict[str, str]
    families: dict[str, dict[str, str]]
    licenses: tuple[License, ...]


@cache
def lists() -> Lists:
    """Return the tables of identifiers, read once."""
    return msgspec.json.decode(COMPILED_LISTS.read_bytes(), type=Lists)


@cache
def knowledge() -> Knowledge:
    """Return all compiled tables, read once."""
    names = msgspec.json.decode(COMPILED_NAMES.read_bytes(), type=Names)
    known = lists()
    return Knowledge(*astuple(names), ids=known.ids, families=known.families, licenses=known.licenses)


@cache
def by_id() -> dict[str, License]:
    """Return every license by its identifier."""
    return {known.id: known for known in lists().licenses}
