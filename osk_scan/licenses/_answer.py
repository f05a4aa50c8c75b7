"""What a rule answers: the expressions a text may mean, or a class of text that is no license."""

from collections.abc import Iterable

from msgspec import Struct

MOST_CANDIDATES = 256
"""More readings than this say nothing."""

_CLASS_EXPRESSIONS = {
    "@public-domain": "LicenseRef-scancode-public-domain",
    "@proprietary": "LicenseRef-scancode-proprietary-license",
    "@none": "NONE",
}


class Answer(Struct, frozen=True, gc=False):
    """The expressions a text may mean, or one class with an `@` in front, and the rule that read it."""

    expressions: tuple[str, ...]
    how: str
    unread: tuple[str, ...] = ()
    """The parts of the text that were not read; each stands in the expressions as NOASSERTION."""


def as_expression(said: str) -> str:
    """Return the expression that stands for a class inside of a larger expression."""
    return _CLASS_EXPRESSIONS.get(said, "NOASSERTION") if said.startswith("@") else said


def agreed(answers: Iterable[Answer], how: str) -> Answer:
    """Return what several readings of one text agree on; where they agree on nothing, everything they say."""
    said = [dict.fromkeys(answer.expressions) for answer in answers]
    common = tuple(one for one in said[0] if all(one in others for others in said[1:]))
    if common:
        return Answer(common, how)
    return Answer(tuple(dict.fromkeys(one for others in said for one in others)), f"{how}-disagree")
