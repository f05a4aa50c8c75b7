"""Facts and what they rest on, in words: who and what by name, each day as people write it."""

from collections.abc import Mapping

from osk_scan.fact import Evidence, Fact
from osk_scan.reports._numbers import day, meaning
from osk_scan.reports.wording import Words
from osk_scan.score import SEAT_OF


def fact_line(name: str, fact: Fact, names: Mapping[str, str], words: Words) -> str:
    """Return what a fact says; `names` has those of controlling entities by id."""
    _, seat, entity = name.partition(SEAT_OF)
    told = words("fact.seat", entity=names.get(entity, entity)) if seat else words.or_itself("fact", name)
    kind = "jurisdiction" if seat else name
    values = " / ".join(names.get(value) or meaning(kind, value, words) for value in fact.values)
    return f"{told}: {values or words('fact.unknown')}"


def evidence_line(evidence: Evidence, words: Words) -> str:
    """Return what a fact rests on: source, day, author, and how far it is to be trusted."""
    confidence = words.or_itself("confidence", evidence.confidence)
    said = (day(evidence.retrieved, words.language), evidence.author, confidence)
    return f"{evidence.source} ({', '.join(part for part in said if part)})"
