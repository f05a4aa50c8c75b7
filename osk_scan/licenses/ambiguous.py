"""Judge a statement that may mean several licenses: by every reading, since nobody knows which one is meant."""

from msgspec.structs import replace

from osk_scan.licenses.algebra import RANK, Answer, undecided
from osk_scan.licenses.compatibility import VERDICTS, Verdict, judge
from osk_scan.licenses.contexts import Provisioning
from osk_scan.model import Relation, Wording

Readings = tuple[str, ...]
"""The expressions that one statement may mean."""


def judge_readings(
    outbound: str, readings: Readings, relation: Relation, provisioning: Provisioning, modified: bool = False
) -> Verdict:
    """Return the verdict on a statement that means one of `readings`; authority and clause are the worst one's.

    Raises:
        UnreadableExpression: where one of them is no license expression.
    """
    judged = [(reading, judge(outbound, reading, relation, provisioning, modified)) for reading in readings]
    worst, hardest = max(judged, key=lambda one: RANK[one[1].verdict])
    best, mildest = min(judged, key=lambda one: RANK[one[1].verdict])
    answer = undecided(verdict.verdict for _, verdict in judged)
    span = _span(worst, hardest.verdict, best, mildest.verdict)
    explanation = Wording(
        f"Die Angabe ist mehrdeutig; {span.de}. {hardest.explanation.de}",
        f"The statement is ambiguous; {span.en}. {hardest.explanation.en}",
    )
    settled = answer == "compatible" or mildest.verdict == "incompatible"
    remedy = hardest.remedy if settled else settling_first(hardest.remedy)
    return replace(hardest, verdict=answer, explanation=explanation, remedy=remedy, chosen="NOASSERTION")


def _span(worst: str, hardest: Answer, best: str, mildest: Answer) -> Wording:
    """Say what the worst and the best reading come to."""
    at_worst, at_best = VERDICTS[hardest], VERDICTS[mildest]
    if hardest == mildest:
        return Wording(
            f"jede Lesart ist {at_worst.de}, zum Beispiel {worst}",
            f"every reading is {at_worst.en}, for example {worst}",
        )
    return Wording(
        f"ungünstigstenfalls meint sie {worst} ({at_worst.de}), günstigstenfalls {best} ({at_best.de})",
        f"at worst it means {worst} ({at_worst.en}), at best {best} ({at_best.en})",
    )


def settling_first(of_worst: Wording) -> Wording:
    """Return what to do: find out which license is meant, and what follows if it is the worst."""
    settle = Wording(
        "Feststellen, welche Lizenz gemeint ist, und es mit `osk-scan licenses conclude` festhalten.",
        "Find out which license is meant, and record it with `osk-scan licenses conclude`.",
    )
    if not of_worst.de:
        return settle
    return Wording(f"{settle.de} Im ungünstigsten Fall: {of_worst.de}", f"{settle.en} In the worst case: {of_worst.en}")
