"""Ask the European Commission: the Joinup Licensing Assistant, for works under the EUPL."""

from functools import cache

from msgspec import Struct

from osk_scan.licenses._compiled_policy import load_policy
from osk_scan.licenses._question import AUTHORITIES, ONE_WORK, Opinion, Question, named

_EUPL = frozenset({"EUPL-1.1", "EUPL-1.2"})


class _Facts(Struct, frozen=True, forbid_unknown_fields=True):
    permissive: frozenset[str]
    into_eupl: frozenset[str]
    from_eupl_1_2: frozenset[str]
    from_eupl_1_1: frozenset[str]


@cache
def _facts() -> _Facts:
    return load_policy(AUTHORITIES / "joinup.yaml", _Facts)


def opinion(question: Question) -> Opinion | None:
    """Return what the assistant says; it knows nothing of linking, so it speaks of it only where it says yes."""
    if question.relation not in ONE_WORK:
        return None
    facts = _facts()
    if question.outbound in _EUPL and question.inbound in facts.into_eupl:
        return named("joinup-into-eupl")
    if question.outbound in _EUPL and question.inbound in facts.permissive:
        return named("joinup-permissive")
    if question.inbound == "EUPL-1.2" and question.outbound in facts.from_eupl_1_2:
        return named("joinup-from-eupl")
    if question.inbound == "EUPL-1.1" and question.outbound in facts.from_eupl_1_1:
        return named("joinup-from-eupl")
    return None


def marks(outbound: str) -> tuple[bool, ...]:
    """Return what the assistant looks at in an outbound license."""
    facts = _facts()
    return (outbound in _EUPL, outbound in facts.from_eupl_1_2, outbound in facts.from_eupl_1_1)
