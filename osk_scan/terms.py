"""What our own terms are called where people read them: severities, states, bounds, units, facts and their values."""

from functools import cache
from pathlib import Path

from osk_scan.model import Language, Wording


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
