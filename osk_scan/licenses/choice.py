"""The licenses of a whole system, chosen together: the arm taken of every OR, what clashes, what to replace."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import permutations

from msgspec import Struct
from msgspec.structs import replace

from osk_scan.licenses import _gaps
from osk_scan.licenses._arms import INCOMPATIBLE, Arm, Group, Key, groups_of
from osk_scan.licenses._board import Board, board_of
from osk_scan.licenses._conflicts import minimal_conflicts
from osk_scan.licenses._joint_choice import Cost, Solution, least
from osk_scan.licenses._statements import Statement, judge_statements
from osk_scan.licenses.algebra import render
from osk_scan.licenses.ambiguous import Readings
from osk_scan.licenses.compatibility import Verdict, judge
from osk_scan.licenses.contexts import Provisioning
from osk_scan.model import Relation, Wording


class Used(Struct, frozen=True):
    """One component of a system as a license question: what it is under, and how it is used."""

    ref: str
    license: str
    """SPDX expression; NOASSERTION where nothing is known, NONE where there is none."""
    relation: Relation
    modified: bool = False
    readings: Readings = ()
    """All that an ambiguous statement may mean; `license` then is NOASSERTION."""

    @property
    def statement(self) -> Statement:
        """What an ambiguous statement is judged by."""
        return self.readings, self.relation, self.modified


class Chosen(Struct, frozen=True):
    """What was chosen for one component, and the verdict on it."""

    ref: str
    license: str
    """The expression with every OR decided; NOASSERTION where the statement is ambiguous: nothing is chosen then."""
    verdict: Verdict
    readings: Readings = ()
    """All that an ambiguous statement may mean; the verdict is on all of them."""


class Conflict(Struct, frozen=True):
    """Components that cannot stay together under the outbound license; without any one of them the others could."""

    refs: tuple[str, ...]
    licenses: tuple[str, ...]
    clause: str
    explanation: Wording
    remedy: Wording


class Choice(Struct, frozen=True):
    """The best joint choice for a system."""

    outbound: str
    components: tuple[Chosen, ...]
    """In the order in which the components were given."""
    conflicts: tuple[Conflict, ...]
    """Minimal sets, each disjoint from those before it; empty where the system can go out as it is."""
    replacements: tuple[str, ...]
    """The fewest components to replace so that no conflict is left."""
    cost: Cost
    left_out: int
    """How many license statements were not compared with the others; whether they fit is unknown."""
    gaps: tuple[Wording, ...]
    """What was not shown because a bound of the search was met; empty where everything is proven."""


def choose(used: Sequence[Used], outbound: str, provisioning: Provisioning) -> Choice:
    """Return the choice with the fewest conflicts, then the fewest unknown, then the fewest conditional components.

    Raises:
        UnreadableExpression: where a license is no expression.
    """
    clear = [one for one in used if not one.readings]
    keys = [(one.license, one.relation, one.modified) for one in clear]
    board = board_of(groups_of(keys, outbound, provisioning), provisioning)
    best = least(board)
    verdicts = {
        group.key: verdict_on(group, group.arms[best.arms[number]], outbound, provisioning)
        for number, group in enumerate(board.groups)
    }
    beside = [(verdicts[key].chosen, *key[1:]) for key in dict.fromkeys(keys)]
    unclear = [one for one in used if one.readings]
    ambiguous = judge_statements((one.statement for one in unclear), beside, outbound, provisioning)
    clashing = _clashing(board, clear, keys, outbound, provisioning) if best.cost.conflicts else _NOTHING
    refused = [one for one in unclear if ambiguous[one.statement].verdict == "incompatible"]
    return Choice(
        outbound,
        tuple(_chosen(one, verdicts, ambiguous) for one in used),
        (*clashing.conflicts, *_refusals(refused, ambiguous)),
        (*clashing.replacements, *(one.ref for one in refused)),
        best.cost.plus(_cost(ambiguous[one.statement] for one in unclear)),
        len(board.left_out),
        _unproven(board, best, clashing),
    )


def _chosen(used: Used, verdicts: Mapping[Key, Verdict], ambiguous: Mapping[Statement, Verdict]) -> Chosen:
    key = (used.license, used.relation, used.modified)
    verdict = ambiguous[used.statement] if used.readings else verdicts[key]
    return Chosen(used.ref, verdict.chosen, verdict, used.readings)


def _cost(verdicts: Iterable[Verdict]) -> Cost:
    number = Counter(verdict.verdict for verdict in verdicts)
    return Cost(number["incompatible"], number["unknown"], number["depends"])


def _refusals(refused: Iterable[Used], ambiguous: Mapping[Statement, Verdict]) -> list[Conflict]:
    """Return the statements that clash in every reading; of several that say the same the first stands for all."""
    first: dict[Statement, str] = {}
    for one in refused:
        first.setdefault(one.statement, one.ref)
    return [_alone(ref, " | ".join(statement[0]), ambiguous[statement]) for statement, ref in first.items()]


def _alone(ref: str, license_: str, verdict: Verdict) -> Conflict:
    return Conflict((ref,), (license_,), verdict.clause, verdict.explanation, verdict.remedy)


class _Clashing(Struct, frozen=True):
    """What clashes in a system and what to replace, each with whether that is shown to be all and the least."""

    conflicts: tuple[Conflict, ...]
    complete: bool
    replacements: tuple[str, ...]
    fewest: bool


_NOTHING = _Clashing((), complete=True, replacements=(), fewest=True)


def _clashing(
    board: Board, used: Sequence[Used], keys: list[Key], outbound: str, provisioning: Provisioning
) -> _Clashing:
    members: dict[Key, list[str]] = {}
    for one, key in zip(used, keys, strict=True):
        members.setdefault(key, []).append(one.ref)
    found = minimal_conflicts(board)
    conflicts = tuple(
        _conflict([board.groups[n] for n in core], members, outbound, provisioning) for core in found.sets
    )
    without = least(board, replacing=True)
    gone = [group for number, group in enumerate(board.groups) if without.arms[number] == len(group.arms)]
    replacements = tuple(ref for group in gone for ref in members[group.key])
    return _Clashing(conflicts, found.complete, replacements, without.proven)


def _unproven(board: Board, best: Solution, clashing: _Clashing) -> tuple[Wording, ...]:
    """Say what is not proven, and why."""
    cut = sum(group.cut for group in board.groups)
    told = (
        (not best.proven and not cut, _gaps.NOT_THE_BEST),
        (bool(cut), _gaps.TOO_MANY_WAYS),
        (bool(board.left_out), _gaps.not_compared(len(board.left_out))),
        (not clashing.complete, _gaps.NOT_ALL_NAMED),
        (not clashing.fewest and not cut, _gaps.NOT_THE_FEWEST),
    )
    return tuple(gap for holds, gap in told if holds)


def verdict_on(group: Group, arm: Arm, outbound: str, provisioning: Provisioning) -> Verdict:
    """Return the verdict on the arm taken, saying so where by itself another would have been as good or better."""
    license_, relation, modified = group.key
    verdict = judge(outbound, license_, relation, provisioning, modified)
    if verdict.chosen == arm.text:
        return verdict
    verdict = judge(outbound, arm.text, relation, provisioning, modified)
    explanation = Wording(
        f"Aus {license_} wird wegen der übrigen Komponenten {arm.text} gewählt. {verdict.explanation.de}",
        f"Of {license_}, {arm.text} is chosen because of the other components. {verdict.explanation.en}",
    )
    return replace(verdict, explanation=explanation)


def _conflict(
    groups: list[Group], members: dict[Key, list[str]], outbound: str, provisioning: Provisioning
) -> Conflict:
    """Return one conflict in words; of several components in the same position the first stands for all."""
    refs = tuple(members[group.key][0] for group in groups)
    licenses = tuple(group.key[0] for group in groups)
    if len(groups) == 1:
        license_, relation, modified = groups[0].key
        return _alone(refs[0], license_, judge(outbound, license_, relation, provisioning, modified))
    verdict = refusal(groups, provisioning)
    named = " / ".join(licenses)
    explanation = Wording(
        f"Nicht zusammen in einem Werk, das weitergegeben wird: {named}. {verdict.explanation.de}",
        f"Not together in one work that is handed on: {named}. {verdict.explanation.en}",
    )
    return Conflict(refs, licenses, verdict.clause, explanation, verdict.remedy)


def refusal(groups: list[Group], provisioning: Provisioning) -> Verdict:
    """Return the verdict that keeps groups apart: a work under the one license cannot have the other in it."""
    asked = [
        judge(render(claim), arm.text, other.key[1], provisioning, other.key[2])
        for one, other in permutations(groups, 2)
        for claim in dict.fromkeys(claim for arm in one.arms if arm.rank != INCOMPATIBLE for claim in arm.claims)
        for arm in other.arms
        if arm.rank != INCOMPATIBLE
    ]
    return next(verdict for verdict in asked if verdict.verdict == "incompatible")
