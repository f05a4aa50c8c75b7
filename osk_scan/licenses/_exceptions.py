"""Ask the exception that a license is given WITH: what it permits beyond its license."""

from functools import cache
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from osk_scan.licenses._compiled_policy import load_policy
from osk_scan.licenses._question import (
    AGPL,
    AUTHORITIES,
    GNU,
    GPL,
    HANDED_ON,
    LINKED,
    ONE_WORK,
    Opinion,
    Question,
    named,
)
from osk_scan.licenses.categories import category

AUTHORITY = "exception text"
_GPL_2 = frozenset({"GPL-2.0-only", "GPL-2.0-or-later"})
Permission = Literal["linking", "linking_open_source", "relinking", "headers", "output", "syscalls", "into_gpl_2"]


class Permissions(Struct, frozen=True, forbid_unknown_fields=True):
    """What one exception permits."""

    clause: str
    permits: frozenset[Permission] = frozenset()
    as_told: bool = False
    """Linking is permitted on conditions that the exception states."""
    libraries: frozenset[str] = frozenset()
    """Licenses of the libraries that a work with this exception may link."""


@cache
def _exceptions() -> dict[str, Permissions]:
    return load_policy(AUTHORITIES / "exceptions.yaml", dict[str, Permissions])


def known(exception: str) -> bool:
    """Whether it is known what an exception permits."""
    return exception in _exceptions()


def opinion(question: Question) -> Opinion | None:
    """Return what the exception on either side permits; None where the licenses decide."""
    if question.exception is None and question.outbound_exception is None:
        return None
    granted = _exceptions().get(question.exception or "")
    if granted and question.relation in LINKED and _may_be_linked(granted, question):
        return _cited("exception-linking-as-told" if granted.as_told else "exception-linking", granted.clause)
    if granted and "into_gpl_2" in granted.permits and question.outbound in _GPL_2 and question.relation in ONE_WORK:
        merged = question.relation not in LINKED
        return _cited("exception-into-gpl-2-merged" if merged else "exception-into-gpl-2", granted.clause)
    own = _exceptions().get(question.outbound_exception or "")
    if own and question.relation in LINKED and _links(own, question.inbound):
        return _cited("exception-of-work", own.clause)
    return None


def _may_be_linked(granted: Permissions, question: Question) -> bool:
    """Whether the work may link a library with this exception."""
    outbound = question.outbound
    if granted.as_told and (question.provisioning not in HANDED_ON or outbound in GNU):
        return False
    if "relinking" in granted.permits:
        return outbound not in GNU
    if "linking_open_source" in granted.permits:
        return category(outbound).openness == "A" and outbound not in GPL | AGPL
    return "linking" in granted.permits


def _links(own: Permissions, inbound: str) -> bool:
    """Whether a work with this exception may link a library under `inbound`."""
    return inbound in own.libraries or ("linking" in own.permits and _harmless(inbound))


def _harmless(inbound: str) -> bool:
    """Whether a library sets no terms for the works that link it."""
    return inbound not in GPL | AGPL and category(inbound).copyleft in ("none", "file", "module-library")


@cache
def _cited(case: str, clause: str) -> Opinion:
    return replace(named(case), clause=clause)
