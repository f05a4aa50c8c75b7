"""Ask the licenses themselves: the clause-citing rules of `rules/license_authorities/clauses.yaml`."""

from functools import cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from osk_scan.errors import InvalidPolicy
from osk_scan.licenses._compiled_policy import load_policy
from osk_scan.licenses._question import AUTHORITIES, ONE_WORK, SILENT, Opinion, Question, named
from osk_scan.licenses.algebra import Answer
from osk_scan.licenses.categories import category
from osk_scan.licenses.contexts import Provisioning, relation_named
from osk_scan.model import Relation, Wording

AUTHORITY = "license text"


class _Written(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One rule as it is written."""

    id: str
    inbound: tuple[str, ...] = ()
    not_inbound: tuple[str, ...] = ()
    outbound: tuple[str, ...] = ()
    not_outbound: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    provisionings: tuple[Provisioning, ...] = ()
    modified: bool | None = None
    open_works: bool = False
    """It only holds for works that are not restricted or proprietary themselves."""
    clause: str
    case: str | None = None
    """The case of `answers.yaml` that many rules share; without one the verdict and its words stand here."""
    verdict: Answer = "unknown"
    says: Wording = SILENT
    remedy: Wording = SILENT


_Sets = dict[str, tuple[str, ...]]


class Clause(Struct, frozen=True):
    """One rule with its sets resolved; an empty `inbound`, `outbound` or `relations` fits all."""

    id: str
    inbound: frozenset[str]
    not_inbound: frozenset[str]
    outbound: frozenset[str]
    not_outbound: frozenset[str]
    relations: frozenset[Relation]
    provisionings: frozenset[Provisioning]
    modified: bool | None
    open_works: bool
    opinion: Opinion

    def fits_inbound(self, question: Question) -> bool:
        """Whether everything but the outbound license fits."""
        return (
            (not self.relations or question.relation in self.relations)
            and (not self.provisionings or question.provisioning in self.provisionings)
            and (not self.inbound or question.inbound in self.inbound)
            and question.inbound not in self.not_inbound
            and self.modified in (None, question.modified)
        )

    def fits_outbound(self, outbound: str) -> bool:
        """Whether the outbound license fits."""
        named = not self.outbound or outbound in self.outbound
        return named and outbound not in self.not_outbound and not (self.open_works and restricted(outbound))


def load_clauses(path: Path) -> tuple[Clause, ...]:
    """Return the rules of one file, with the sets of `sets.yaml` beside it, in the order in which they are asked.

    Raises:
        InvalidPolicy: for an unknown set or relation.
    """
    sets = load_policy(path.with_name("sets.yaml"), _Sets)
    return tuple(_resolved(rule, sets, path.name) for rule in load_policy(path, tuple[_Written, ...]))


def _resolved(rule: _Written, sets: _Sets, where: str) -> Clause:
    if Provisioning.UNKNOWN in rule.provisionings:
        where = f"{where}, rule {rule.id}"
        raise InvalidPolicy(where, "no clause speaks of `unknown`", "name service, binary or source")
    relations = frozenset(relation_named(name, f"{where}, rule {rule.id}") for name in rule.relations)
    # A rule that speaks of a way of use or of provisioning ends the inquiry: the lists speak of distribution.
    final = bool(rule.provisionings) or bool(relations and not relations & ONE_WORK)
    inbound, not_inbound, outbound, not_outbound = (
        _members(names, sets, f"{where}, rule {rule.id}")
        for names in (rule.inbound, rule.not_inbound, rule.outbound, rule.not_outbound)
    )
    return Clause(
        rule.id,
        inbound,
        not_inbound,
        outbound,
        not_outbound,
        relations,
        frozenset(rule.provisionings),
        rule.modified,
        rule.open_works,
        _worded(rule, final=final),
    )


def _worded(rule: _Written, *, final: bool) -> Opinion:
    if rule.case:
        return replace(named(rule.case), authority=AUTHORITY, clause=rule.clause, final=final)
    return Opinion(rule.verdict, AUTHORITY, rule.clause, rule.says, rule.remedy, final)


def _members(names: tuple[str, ...], sets: _Sets, where: str) -> frozenset[str]:
    """Return the identifiers that `names` stand for; sets may hold sets, but none itself."""
    members: set[str] = set()
    waiting = list(names)
    opened: set[str] = set()
    while waiting:
        name = waiting.pop()
        if not name.startswith("@"):
            members.add(name)
        elif name[1:] not in sets:
            raise InvalidPolicy(where, f"there is no set `{name}`", f"known sets: {', '.join(sets)}")
        elif name not in opened:
            opened.add(name)
            waiting.extend(sets[name[1:]])
    return frozenset(members)


@cache
def restricted(outbound: str) -> bool:
    """Whether a work under this license is restricted or proprietary."""
    return category(outbound).openness in ("D", "E")


@cache
def clauses() -> tuple[Clause, ...]:
    """Return the rules that ship."""
    return load_clauses(AUTHORITIES / "clauses.yaml")


@cache
def outbound_conditions() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Return what rules ask of an outbound license, each once: to be among the first, if any, and not the second."""
    return tuple(dict.fromkeys((clause.outbound, clause.not_outbound) for clause in clauses()))


@cache
def _fitting(inbound: str, relation: Relation, provisioning: Provisioning, modified: bool) -> tuple[Clause, ...]:
    """Return the rules that fit all of a question but its outbound license."""
    question = Question("", inbound, relation, provisioning, modified)
    return tuple(clause for clause in clauses() if clause.fits_inbound(question))


def opinion(question: Question) -> Opinion | None:
    """Return what the licenses themselves say."""
    for clause in _fitting(question.inbound, question.relation, question.provisioning, question.modified):
        if clause.fits_outbound(question.outbound):
            return clause.opinion
    return None
