"""Whether a work may carry its license, given one component and how it is used: verdict, authority, clause, dissent."""

from functools import lru_cache

from msgspec import Struct

from osk_scan.errors import InvalidRequest
from osk_scan.licenses import _exceptions
from osk_scan.licenses._authorities import decision, opinions
from osk_scan.licenses._question import Question
from osk_scan.licenses._settling import settled
from osk_scan.licenses.algebra import RANK, Answer, Expression, Leaf, License, evaluate, fold, leaves, render, worst
from osk_scan.licenses.categories import asks
from osk_scan.licenses.contexts import Provisioning
from osk_scan.model import Relation, Wording

NO_CLAUSE = "–"
"""In the place of a clause, where an answer or a duty rests on none that could be cited."""


VERDICTS: dict[Answer, Wording] = {
    "compatible": Wording("vereinbar", "compatible"),
    "depends": Wording("unter Bedingungen vereinbar", "compatible under conditions"),
    "unknown": Wording("ungeklärt", "unknown"),
    "incompatible": Wording("unvereinbar", "incompatible"),
}
"""The answers in words."""


class Dissent(Struct, frozen=True):
    """What another authority answers instead."""

    verdict: Answer
    authority: str
    clause: str


class Verdict(Struct, frozen=True):
    """The answer, who gives it and why; `chosen` is the inbound license with every OR decided."""

    verdict: Answer
    authority: str
    clause: str
    dissent: tuple[Dissent, ...]
    explanation: Wording
    remedy: Wording
    chosen: str


USECASES: dict[str, tuple[Relation, Provisioning, bool]] = {
    "snippet": (Relation.MERGED, Provisioning.SOURCE, True),
    "static-link": (Relation.STATIC, Provisioning.BINARY, False),
    "dynamic-link": (Relation.DYNAMIC, Provisioning.BINARY, False),
    "separate-process": (Relation.SEPARATE_PROCESS, Provisioning.BINARY, False),
    "build-tool": (Relation.BUILD_TOOL, Provisioning.BINARY, False),
    "build-output": (Relation.BUILD_TOOL, Provisioning.BINARY, False),
    "test": (Relation.TEST, Provisioning.BINARY, False),
    "service": (Relation.MERGED, Provisioning.SERVICE, True),
    "internal": (Relation.MERGED, Provisioning.INTERNAL, True),
    "unmodified-redistribution": (Relation.UNKNOWN, Provisioning.SOURCE, False),
}
"""Names that published matrices and tests give to situations."""


def usecase_context(usecase: str) -> tuple[Relation, Provisioning, bool]:
    """Return the relation, the provisioning and whether it is modified, for a use case by name.

    Raises:
        InvalidRequest: where there is none of that name.
    """
    try:
        return USECASES[usecase]
    except KeyError:
        raise InvalidRequest("use case", f"`{usecase}` is not known", f"use one of {', '.join(USECASES)}") from None


@lru_cache(maxsize=65_536)
def judge(
    outbound: str,
    inbound: str,
    relation: Relation,
    provisioning: Provisioning,
    modified: bool = False,
) -> Verdict:
    """Return the verdict for two license expressions in one situation.

    An inbound OR is the recipient's choice, so its best arm counts; of an outbound expression every license must hold.

    Raises:
        UnreadableExpression: where a text is no license expression.
    """
    situation = Question("", "", relation, provisioning, modified)
    component = settled(inbound)
    verdicts = [_for_work(work, component, situation) for work in leaves(settled(outbound))]
    return max(verdicts, key=lambda verdict: RANK[verdict.verdict])


def answer(
    outbound: Expression, inbound: Expression, relation: Relation, provisioning: Provisioning, *, modified: bool = False
) -> Answer:
    """Return the verdict's bare answer for settled expressions: what bulk work asks, without words."""

    def for_work(work: Leaf) -> Answer:
        return evaluate(inbound, lambda component: _answer(work, component, relation, provisioning, modified))

    return worst(for_work(work) for work in leaves(outbound))


@lru_cache(maxsize=262_144)
def _answer(work: Leaf, component: Leaf, relation: Relation, provisioning: Provisioning, modified: bool) -> Answer:
    return decision(_question(work, component, relation, provisioning, modified=modified)).verdict


def _question(
    work: Leaf, component: Leaf, relation: Relation, provisioning: Provisioning, *, modified: bool
) -> Question:
    outbound, outbound_exception = _parts(work)
    inbound, exception = _parts(component)
    return Question(outbound, inbound, relation, provisioning, modified, exception, outbound_exception)


def _parts(leaf: Leaf) -> tuple[str, str | None]:
    return (leaf.id, None) if isinstance(leaf, License) else (leaf.license.id, leaf.exception)


def _for_work(work: Leaf, inbound: Expression, situation: Question) -> Verdict:
    def of_leaf(component: Leaf) -> Verdict:
        question = _question(work, component, situation.relation, situation.provisioning, modified=situation.modified)
        return _worded(question, render(work), render(component))

    return fold(inbound, of_leaf, _every, _some)


def _worded(question: Question, work: str, component: str) -> Verdict:
    """Return the verdict on two licenses in words, the other authorities as dissent."""
    first, *others = opinions(question)
    dissent = tuple(
        Dissent(other.verdict, other.authority, other.clause) for other in others if other.verdict != first.verdict
    )
    explanation = _filled(first.says, work, component)
    if question.exception and first.authority != _exceptions.AUTHORITY:
        explanation = _with_exception(explanation, question.exception)
    return Verdict(
        first.verdict,
        first.authority,
        first.clause,
        dissent,
        explanation,
        _filled(first.remedy, work, component),
        component,
    )


def _filled(wording: Wording, outbound: str, inbound: str) -> Wording:
    de, en = (text.replace("{outbound}", outbound).replace("{inbound}", inbound) for text in (wording.de, wording.en))
    return Wording(de, en)


def _with_exception(wording: Wording, exception: str) -> Wording:
    if _exceptions.known(exception):
        return Wording(
            f"{wording.de} Die Ausnahme {exception} erlaubt für diese Nutzung nichts darüber hinaus.",
            f"{wording.en} The exception {exception} permits nothing beyond that for this use.",
        )
    return Wording(
        f"{wording.de} Was die Ausnahme {exception} erlaubt, ist nicht hinterlegt; geurteilt wird ohne sie.",
        f"{wording.en} What the exception {exception} permits is not on record; judged without it.",
    )


def _every(parts: list[Verdict]) -> Verdict:
    """Return the worst of the licenses that apply together."""
    decisive = max(parts, key=lambda part: RANK[part.verdict])
    chosen = " AND ".join(part.chosen for part in parts)
    explanation = Wording(
        f"Es gelten zugleich {chosen}; den Ausschlag gibt {decisive.chosen}. {decisive.explanation.de}",
        f"{chosen} apply together; {decisive.chosen} is decisive. {decisive.explanation.en}",
    )
    return Verdict(
        decisive.verdict,
        decisive.authority,
        decisive.clause,
        decisive.dissent,
        explanation,
        decisive.remedy,
        chosen,
    )


def _asks(arm: Verdict) -> tuple[bool, int, int]:
    return asks(license_.partition(" WITH ")[0] for license_ in arm.chosen.split(" AND "))


def _some(arms: list[Verdict]) -> Verdict:
    """Return the best of the arms that one may choose from, and say which was chosen."""
    taken = min(arms, key=lambda arm: (RANK[arm.verdict], *_asks(arm)))
    others = " / ".join(arm.chosen for arm in arms if arm is not taken)
    explanation = Wording(
        f"Gewählt wird {taken.chosen} (statt {others}). {taken.explanation.de}",
        f"{taken.chosen} is chosen (instead of {others}). {taken.explanation.en}",
    )
    return Verdict(taken.verdict, taken.authority, taken.clause, taken.dissent, explanation, taken.remedy, taken.chosen)
