"""The profile that a page is about: which one is asked for, which there are, and what people call them."""

from msgspec import Struct
from starlette.responses import Response

from osk_scan.reports.parts import part_name
from osk_scan.score import Score
from osk_scan.web.call import Call
from osk_scan.web.errors import NotFound
from osk_scan.web.pages._assessed import Assessed, assessed
from osk_scan.web.pages._page import page, words_for
from osk_scan.web.pages._wording import PageWords


class Profile(Struct, frozen=True):
    """A profile, and the assessment that it is of."""

    assessed: Assessed
    score: Score
    words: PageWords


def profile_asked(call: Call, title: str, scope: str) -> Profile | Response:
    """Return the profile that `scope` names (`agency:Name`; empty: the first there is).

    Without an assessment it is the page of this title that says that there is none yet.
    """
    words = words_for(call)
    found = assessed(call, words)
    if found is None or not found.scores:
        return page(call, "empty.html.j2", words(title))
    score = next((one for one in found.scores if scope in ("", named(one))), None)
    if score is None:
        raise NotFound("scope", "it has no scores in this assessment", "take one from the list")
    return Profile(found, score, words)


def named(score: Score) -> str:
    """Return how an address names a profile."""
    return f"{score.scope}:{score.name}"


def offered(scores: tuple[Score, ...], agency: str | None, words: PageWords) -> tuple[tuple[str, str], ...]:
    """Return (value, text) of each profile once: all that an agency runs is its whole portfolio."""
    labels = {labelled(one, agency, words): named(one) for one in reversed(scores)}
    return tuple((value, label) for label, value in reversed(labels.items()))


def labelled(score: Score, agency: str | None, words: PageWords) -> str:
    """Return what people call a profile."""
    if score.scope == "portfolio":
        return f"{words('scope.agency')}: {agency}" if agency else words("scope.portfolio")
    return f"{words(f'scope.{score.scope}')}: {part_name(score, words)}"
