"""Ask whether anything is granted at all: no license, no statement, unknown text, or a grant that is not open."""

from functools import cache

from osk_scan.licenses import _fsf, _osadl
from osk_scan.licenses._clauses import named_by_any
from osk_scan.licenses._question import AGPL, GPL, ONE_WORK, SILENT, Opinion, Question, named
from osk_scan.licenses._restricted import Group, group_named, groups
from osk_scan.licenses.algebra import Answer
from osk_scan.licenses.categories import category
from osk_scan.licenses.contexts import Provisioning
from osk_scan.model import Relation, Wording

OWN_GRANT = "license text"
COPYRIGHT_LAW = "copyright law"


@cache
def group(license_id: str) -> Group | None:
    """Return the group of a license that is not open source: by its identifier, else by how open it is."""
    named_so = group_named(license_id)
    if named_so:
        return named_so
    tier = category(license_id).openness
    return next((one for one in groups() if one.rest and one.openness == tier), None)


@cache
def known(license_id: str) -> bool:
    """Whether any authority or list says anything of a license."""
    listed = named_by_any(license_id) or _fsf.listed(license_id) or license_id in _osadl.licenses()
    return listed or category(license_id).copyleft != "unknown" or group(license_id) is not None


def opinion(question: Question) -> Opinion | None:
    """Return the final answer where there is no open source grant to judge by."""
    if question.inbound == "NONE":
        return named("no-license")
    if question.inbound == "NOASSERTION":
        return named("no-statement")
    restricted = group(question.inbound)
    if restricted:
        return _restricted(restricted, question)
    return None if known(question.inbound) else named("unknown-text")


def _restricted(restricted: Group, question: Question) -> Opinion:
    if question.inbound == question.outbound and question.inbound in restricted.licenses:
        return _of_group(restricted.id, "compatible", closed=True)
    if question.provisioning is Provisioning.INTERNAL or question.relation in (Relation.BUILD_TOOL, Relation.TEST):
        return _of_group(restricted.id, restricted.internal, closed=True)
    if question.relation is Relation.UNKNOWN and restricted.separate == "compatible":
        return named("unchanged")
    if question.relation not in ONE_WORK:
        return _of_group(restricted.id, restricted.separate, closed=True)
    if group(question.outbound) is None:
        if restricted.openness == "E" and question.relation is Relation.DYNAMIC and question.outbound not in GPL | AGPL:
            return named("closed-library")
        return _of_group(restricted.id, "incompatible", closed=False)
    served = question.provisioning is Provisioning.SERVICE
    return _of_group(restricted.id, restricted.service if served else restricted.closed, closed=True)


@cache
def _of_group(group_id: str, answer: Answer, *, closed: bool) -> Opinion:
    restricted = next(one for one in groups() if one.id == group_id)
    grant, authority = restricted.grant, COPYRIGHT_LAW if restricted.openness == "E" else OWN_GRANT
    if closed:
        remedy = _ASK if answer == "depends" else _REPLACE if answer == "incompatible" else SILENT
        return Opinion(answer, authority, restricted.clause, grant, remedy, final=True)
    says = Wording(
        f"{grant.de} Ein Werk unter {{outbound}} kann diese Beschränkung nicht weiterreichen.",
        f"{grant.en} A work under {{outbound}} cannot pass on that restriction.",
    )
    return Opinion(answer, authority, restricted.clause, says, _REPLACE, final=True)


_ASK = Wording(
    "Den Lizenztext und den Lizenzvertrag für diese Nutzung prüfen; gegebenenfalls eine Lizenz erwerben.",
    "Check license text and contract for this use; acquire a license where needed.",
)
_REPLACE = Wording(
    "Die Komponente durch eine Open-Source-Alternative ersetzen oder eine passende Lizenz erwerben.",
    "Replace the component by an open source alternative, or acquire a fitting license.",
)
