"""What our own terms are called where people read them: severities, states, bounds, units, facts and their values."""

import re
from functools import cache
from pathlib import Path

from osk_scan.model import Language, Wording

_PLACE = re.compile(
    r"^sheet(?= )|(?<= )sheet(?= .{1,100} row \d{1,9}$)"
    r"|(?:^|(?<=[ (]))(?:line|row|package|table)(?= \d+(?: row \d+)?\)?$)"
)
"""The words in addresses such as `line 12`, `sheet Clients row 7` or `/bom (line 3)`, also behind a document's name."""


@cache
def terms() -> dict[str, Wording]:
    """Return every term by its key, a group and the term of it: `severity.high`."""
    from osk_scan.yaml_reading import load_policy

    return load_policy(Path(__file__).with_name("terms.yaml"), dict[str, Wording])


def called(group: str, term: str, language: Language) -> str:
    """Return the word for `term` in `group`, or the term where people have no other word for it."""
    found = terms().get(f"{group}.{term}")
    return found.in_(language) if found else term


def meaning(fact: str, value: str, language: Language) -> str:
    """Return what a value of a fact means, or the value where people have no other word for it."""
    found = terms().get(f"value.{fact}.{value}") or terms().get(f"value.{value}")
    return found.in_(language) if found else value


def place_in(where: str, language: Language) -> str:
    """Return an address in a document as people read it: its words in `language`, paths and names as they are."""
    return _PLACE.sub(lambda found: called("place", found[0], language), where)
