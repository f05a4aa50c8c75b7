"""Ask how far the copyleft of the component reaches: for linked use, and where nobody lists merged use."""

from functools import cache

from msgspec.structs import replace

from osk_scan.licenses import _fsf, _grants, _osadl
from osk_scan.licenses._question import AGPL, GPL, LINKED, Opinion, Question, named
from osk_scan.licenses.categories import category
from osk_scan.model import Relation

_OWN_PARTS_ONLY = ("none", "file", "module-library")


def opinion(question: Question) -> Opinion | None:
    """Return what follows from the category of both licenses; None where the category is not known."""
    scope = category(question.inbound).copyleft
    if scope == "unknown":
        return None
    if question.relation in LINKED:
        case = _linked(question, scope)
    else:
        case = _merged(question, scope) if question.relation is Relation.MERGED else None
    return _cited(case, question.inbound) if case else None


@cache
def _cited(case: str, inbound: str) -> Opinion:
    return replace(named(case), clause=category(inbound).decided_by)


def _linked(question: Question, scope: str) -> str | None:
    """Answer for a library; works under the GPL bind what they link, so a category alone says nothing there."""
    if scope not in _OWN_PARTS_ONLY:
        return "scope-reaches"
    if question.outbound in GPL or question.outbound in AGPL:
        return None
    return "scope-none" if scope == "none" else "scope-own-parts"


def _merged(question: Question, scope: str) -> str | None:
    """Answer for merged code: permissive into permissive or closed is fine, copyleft stays what it is."""
    if scope != "none":
        return "scope-reaches"
    outbound = category(question.outbound).copyleft
    closed = _grants.group(question.outbound) is not None
    if closed or outbound == "none":
        return "scope-none"
    return "scope-adds-nothing" if outbound != "unknown" and _adds_nothing(question.inbound) else None


@cache
def _adds_nothing(inbound: str) -> bool:
    """Whether a permissive license sets no condition that the GNU GPL, which forbids all further ones, would mind."""
    return _fsf.unconditional(inbound) or _osadl.cell("GPL-2.0-only", inbound) == "compatible"
