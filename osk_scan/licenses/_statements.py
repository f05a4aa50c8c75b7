"""Judge the ambiguous statements of a system, each in all its readings and beside the licenses of the same work."""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from osk_scan.licenses._arms import Key, groups_of
from osk_scan.licenses._board import board_of
from osk_scan.licenses.ambiguous import Readings, judge_readings, settling_first
from osk_scan.licenses.compatibility import Verdict
from osk_scan.licenses.contexts import Provisioning
from osk_scan.model import Relation, Wording

Statement = tuple[Readings, Relation, bool]
"""Readings, relation, modified: what `Key` is for a statement that means one thing."""


def judge_statements(
    statements: Iterable[Statement], beside: Iterable[Key], outbound: str, provisioning: Provisioning
) -> Mapping[Statement, Verdict]:
    """Return the verdict on each statement in one work with the licenses `beside`.

    One that fits the outbound license, but in some reading not what is beside it, is as open as that reading.
    """
    judged = {one: judge_readings(outbound, *_asked(one, provisioning)) for one in dict.fromkeys(statements)}
    at_worst = {
        _every_reading(one): one for one, verdict in judged.items() if verdict.verdict in ("compatible", "depends")
    }
    if at_worst:
        board = board_of(groups_of([*dict.fromkeys(beside), *at_worst], outbound, provisioning), provisioning)
        for number, group in enumerate(board.groups):
            if group.key in at_worst and (board.near[number] or number in board.left_out):
                judged[at_worst[group.key]] = _perhaps_clashing(judged[at_worst[group.key]])
    return judged


def _asked(statement: Statement, provisioning: Provisioning) -> tuple[Readings, Relation, Provisioning, bool]:
    readings, relation, modified = statement
    return readings, relation, provisioning, modified


def _every_reading(statement: Statement) -> Key:
    """Return a statement at its worst: all that it may mean applies together."""
    readings, relation, modified = statement
    return " AND ".join(f"({reading})" for reading in readings), relation, modified


def _perhaps_clashing(verdict: Verdict) -> Verdict:
    said = verdict.explanation
    explanation = Wording(
        f"{said.de} Ob sie neben den übrigen Komponenten stehen kann, hängt davon ab, welche Lizenz gemeint ist.",
        f"{said.en} Whether it can stand beside the other components depends on which license is meant.",
    )
    return replace(verdict, verdict="unknown", explanation=explanation, remedy=settling_first(verdict.remedy))
