"""Ask the licenses themselves: the clause-citing rules of `rules/license_authorities/clauses.yaml`."""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from osk_scan.errors import InvalidPolicy
from osk_scan.licenses._bits import Bits, bits_where, lowest
from osk_scan.licenses._compiled_policy import load_compiled, load_policy
from osk_scan.licenses._question import AUTHORITIES, ONE_WORK, SILENT, Opinion, Question, named
from osk_scan.licenses.algebra import Answer
from osk_scan.licenses.categories import category
from osk_scan.licenses.contexts import Provisioning, relation_named
from osk_scan.model import Relation, Wording

AUTHORITY = "license text"
NAME = "clauses"
"""Under which the rules are compiled, with their sets resolved and their answers worded."""


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


class Clause(Struct, frozen=True, array_like=True):
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


def files(folder: Path) -> tuple[Path, Path, Path]:
    """Return what the rules are made of: themselves, their sets, the answers that many of them share."""
    return folder / "clauses.yaml", folder / "sets.yaml", folder / "answers.yaml"


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
    """Return the rules of the policy."""
    path, *_ = of = files(AUTHORITIES)
    return load_compiled(NAME, of, tuple[Clause, ...], lambda: load_clauses(path))


class _Side(Struct, frozen=True):
    """Which rules fit the license on one side of a question, rules by their numbers."""

    naming_none: Bits
    """The rules that name no license: they fit all but those that they bar."""
    naming: dict[str, Bits]
    barring: dict[str, Bits]

    def fitting(self, license_id: str) -> Bits:
        """Return the rules that fit a license on this side."""
        return (self.naming_none | self.naming.get(license_id, 0)) & ~self.barring.get(license_id, 0)


def _side(named: Sequence[frozenset[str]], barred: Sequence[frozenset[str]]) -> _Side:
    return _Side(bits_where(not licenses for licenses in named), _by_license(named), _by_license(barred))


def _by_license(each: Iterable[frozenset[str]]) -> dict[str, Bits]:
    found: dict[str, Bits] = {}
    for number, licenses in enumerate(each):
        rule = 1 << number
        for license_id in licenses:
            found[license_id] = found.get(license_id, 0) | rule
    return found


@cache
def _inbound() -> _Side:
    return _side([rule.inbound for rule in clauses()], [rule.not_inbound for rule in clauses()])


@cache
def _outbound() -> _Side:
    return _side([rule.outbound for rule in clauses()], [rule.not_outbound for rule in clauses()])


@cache
def _open_works() -> Bits:
    return bits_where(rule.open_works for rule in clauses())


@lru_cache(maxsize=16_384)
def fitting_inbound(license_id: str) -> Bits:
    """Return the rules, by their numbers, that speak of a component under this license in one use or another."""
    return _inbound().fitting(license_id)


@lru_cache(maxsize=16_384)
def fitting_outbound(license_id: str) -> Bits:
    """Return the rules, by their numbers, that speak of a work under this license."""
    fitting = _outbound().fitting(license_id)
    return fitting & ~_open_works() if restricted(license_id) else fitting


@cache
def _fitting_use(relation: Relation, provisioning: Provisioning, modified: bool) -> Bits:
    return bits_where(
        (not rule.relations or relation in rule.relations)
        and (not rule.provisionings or provisioning in rule.provisionings)
        and rule.modified in (None, modified)
        for rule in clauses()
    )


def named_by_any(license_id: str) -> bool:
    """Whether any rule names a license, on either side."""
    return license_id in _inbound().naming or license_id in _outbound().naming


def opinion(question: Question) -> Opinion | None:
    """Return what the licenses themselves say: the first rule counts that fits the question in all its parts."""
    use = _fitting_use(question.relation, question.provisioning, question.modified)
    first = lowest(use & fitting_inbound(question.inbound) & fitting_outbound(question.outbound))
    return None if first is None else clauses()[first].opinion
