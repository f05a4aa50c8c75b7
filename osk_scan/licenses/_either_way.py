"""Answer where nobody knows whether a component stays on the server or is handed on: from the answers for both."""

from functools import lru_cache

from msgspec.structs import replace

from osk_scan.licenses._question import Opinion, Question
from osk_scan.licenses.algebra import LATTICE, RANK, Answer
from osk_scan.licenses.contexts import Provisioning, bundled
from osk_scan.model import Wording


def both_ways(question: Question) -> tuple[Question, Question]:
    """Return what is asked if the component stays on the server, and if it is handed on."""
    return (
        replace(question, provisioning=Provisioning.SERVICE),
        replace(question, provisioning=Provisioning.BINARY, relation=bundled(question.relation)),
    )


def answer_either_way(served: Answer, handed_on: Answer) -> Answer:
    """Return the answer for both: where they differ, it depends on which it is, or is as unknown as the better one."""
    if served == handed_on:
        return served
    return LATTICE[max(min(RANK[served], RANK[handed_on]), RANK["depends"])]


@lru_cache(maxsize=65_536)
def either_way(served: Opinion, handed_on: Opinion) -> Opinion:
    """Return one opinion that says what follows from each; the authority and clause are those of the worse answer."""
    answer = answer_either_way(served.verdict, handed_on.verdict)
    if answer == "compatible" or served.says == handed_on.says:
        return handed_on
    worse = max(handed_on, served, key=lambda opinion: RANK[opinion.verdict])
    return replace(worse, verdict=answer, says=_both_said(served, handed_on), remedy=_remedy(worse))


def _both_said(served: Opinion, handed_on: Opinion) -> Wording:
    return Wording(
        "Ob die Komponente auf dem Server bleibt oder an die Browser der Nutzenden ausgeliefert wird, "
        "steht nicht fest. "
        f"Bleibt sie auf dem Server: {served.says.de} Wird sie ausgeliefert: {handed_on.says.de}",
        "Whether the component stays on the server or is sent to the users' browsers is not settled. "
        f"If it stays on the server: {served.says.en} If it is sent: {handed_on.says.en}",
    )


def _remedy(worse: Opinion) -> Wording:
    """Return what to do: find out which it is, and what follows if it is the worse of the two."""
    settle = Wording(
        "Feststellen, wo die Komponente läuft, und es mit `osk-scan licenses provide` festhalten.",
        "Find out where the component runs, and record it with `osk-scan licenses provide`.",
    )
    if not worse.remedy.de:
        return settle
    return Wording(
        f"{settle.de} Im ungünstigeren Fall: {worse.remedy.de}", f"{settle.en} In the worse case: {worse.remedy.en}"
    )
