"""Our own tables of names, addresses and texts, in the words that the reader looks up."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import msgspec

from osk_scan.errors import InvalidPolicy
from osk_scan.licenses import _table
from osk_scan.licenses._table import Mark
from osk_scan.licenses._texts import plain_words
from osk_scan.licenses._urls import address
from osk_scan.licenses._words import exception_words, key
from osk_scan.yaml_reading import read_yaml

FOLDER = _table.FOLDER


def table(name: str) -> dict[str, Any]:
    """Return one of our own tables."""
    entries = read_yaml((FOLDER / name).read_bytes())
    if not isinstance(entries, dict):
        raise InvalidPolicy(name, "this is no table", "write keys and values")
    return entries


def names() -> dict[str, str]:
    """Return the words of our own names to expressions."""
    return {key(name): said for name, said in table("names.yaml").items()}


def exceptions() -> dict[str, str]:
    """Return the words of our own names of exceptions to their ids."""
    return {exception_words(name): said for name, said in table("exceptions.yaml").items()}


def addresses() -> dict[str, str]:
    """Return our own addresses to expressions."""
    return {address(url): said for url, said in table("addresses.yaml").items()}


def short_names() -> dict[str, dict[str, str]]:
    """Return the words of every ecosystem's own names to expressions."""
    ecosystems = table("short_names.yaml")
    return {ecosystem: {key(name): says for name, says in said.items()} for ecosystem, said in ecosystems.items()}


def phrases() -> dict[str, str]:
    """Return the words that say a class to that class."""
    return {
        key(phrase): f"@{says}" for says, phrases in table("phrases.yaml").items() for phrase in phrases if key(phrase)
    }


def marks() -> Iterator[Mark]:
    """Yield what license texts say."""
    for entry in msgspec.convert(read_yaml((FOLDER / "texts.yaml").read_bytes()), list[dict[str, Any]]):
        says, lacks = ([plain_words(phrase) for phrase in entry.get(part, ())] for part in ("says", "lacks"))
        yield Mark(entry["means"], tuple(says), tuple(lacks), entry.get("whole", False))


def stems() -> dict[str, str]:
    """Return the further names of families; they count before what a list makes of one of them with a version."""
    found: dict[str, set[str]] = defaultdict(set)
    for family, others in table("families.yaml").items():
        for name in others:
            found[key(name)].add(family)
    return {name: "|".join(sorted(families)) for name, families in sorted(found.items())}
