"""Ask the FSF's license list: which licenses go into works under the GNU GPL."""

from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from osk_scan.licenses._compiled_policy import load_policy
from osk_scan.licenses._gnu_versions import forms
from osk_scan.licenses._question import AGPL, AUTHORITIES, GNU, GPL, LGPL, ONE_WORK, Opinion, Question, named
from osk_scan.licenses.categories import category
from osk_scan.model import Relation


class _List(Struct, frozen=True, forbid_unknown_fields=True):
    gpl_2_and_3: frozenset[str]
    gpl_3_only: frozenset[str]
    on_a_condition: frozenset[str]
    free: frozenset[str]
    non_free: frozenset[str]


@cache
def _list() -> _List:
    return load_policy(AUTHORITIES / "fsf.yaml", _List)


@cache
def gpl_versions(license_id: str) -> frozenset[str] | None:
    """Return the versions of the GPL that a license is compatible with; None where the FSF does not list it."""
    listed = _list()
    if license_id in listed.gpl_2_and_3:
        return frozenset({"2.0", "3.0", "later"})
    if license_id in listed.gpl_3_only:
        return frozenset({"3.0", "later"})
    return frozenset() if license_id in listed.free or license_id in listed.non_free else None


def listed(license_id: str) -> bool:
    """Whether the FSF says anything of a license."""
    return gpl_versions(license_id) is not None


def unconditional(license_id: str) -> bool:
    """Whether a license is compatible with every version of the GPL, and the page says nothing more of it."""
    return license_id in _list().gpl_2_and_3 and license_id not in _list().on_a_condition


def opinion(question: Question) -> Opinion | None:
    """Return what the list says for a work under the GPL; linking makes one work there (GPL FAQ #IfLibraryIsGPL)."""
    if question.outbound not in GPL or question.inbound in GNU or question.relation not in ONE_WORK:
        return None
    return _under(question.outbound, question.inbound)


def family_opinion(question: Question) -> Opinion | None:
    """Return what the list says of a permissive license without any condition: it holds for the AGPL and the LGPL too.

    Both forbid the same further restrictions as the GPL, in the same words, so the steward's statement is nearer than
    the row of another list.
    """
    derived = _derived(question)
    unconditional = derived and question.inbound not in _list().on_a_condition
    return derived if unconditional and category(question.inbound).copyleft == "none" else None


def derived_opinion(question: Question) -> Opinion | None:
    """Return what else follows from the list for the AGPL and the LGPL; lists that speak of them are asked before."""
    derived = _derived(question)
    if derived is None or derived.verdict == "incompatible":
        return derived
    # Copyleft that yields to the GPL by its name yields to no other license.
    return None if category(question.inbound).copyleft in ("file", "strong", "network") else derived


def _derived(question: Question) -> Opinion | None:
    of_lgpl = question.outbound in LGPL and question.relation is Relation.MERGED
    of_agpl = question.outbound in AGPL and question.relation in ONE_WORK
    if question.inbound in GNU or not (of_lgpl or of_agpl):
        return None
    family, version, end = question.outbound.split("-", 2)
    listed = _under(f"GPL-{'3.0' if version == '3.0' else '2.0'}-{end}", question.inbound)
    return listed and replace(listed, authority=f"derived from FSF for {family}")


@cache
def _under(outbound: str, inbound: str) -> Opinion | None:
    fitting = gpl_versions(inbound)
    offered = [version for _, version in forms(outbound)]
    if fitting is None or "1.0" in offered:  # The list is silent on version 1.
        return None
    if all(version in fitting for version in offered):
        return named("fsf-compatible")
    if any(version in fitting for version in offered):
        return named("fsf-depends")
    return named("fsf-non-free" if inbound in _list().non_free else "fsf-incompatible")
