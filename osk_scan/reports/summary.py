"""The report on one page, for the head of an agency: where it stands, what to do first, what is not known."""

from dataclasses import dataclass

from osk_scan.reports._facts import facts
from osk_scan.reports._findings import gathered
from osk_scan.reports._first_steps import first_steps, not_known
from osk_scan.reports._focus import focus
from osk_scan.reports._hotspots import first_table
from osk_scan.reports._indicators import GoalView, goals
from osk_scan.reports._messages import Message, statements
from osk_scan.reports._names import Names
from osk_scan.reports._numbers import day
from osk_scan.reports._table import Table
from osk_scan.reports.templating import templates
from osk_scan.reports.wording import Words
from osk_scan.results import Results
from osk_scan.score import Score

MEDIA_TYPE = "text/html; charset=utf-8"
_STATEMENTS = 4


@dataclass(frozen=True)
class OnePage:
    """What the page holds."""

    score: Score | None
    facts: tuple[tuple[str, str], ...]
    goals: tuple[GoalView, ...]
    messages: tuple[Message, ...]
    steps: tuple[Message, ...]
    hotspots: Table | None
    unknown: tuple[Message, ...]


def one_page(results: Results, words: Words) -> OnePage:
    """Return what the page holds: what is known and what is not stand apart."""
    found, score = gathered(results), focus(results)
    known = (message for message in statements(results, score, found, words) if message.section != "clarify")
    return OnePage(
        score=score,
        facts=facts(results, score, found, words),
        goals=goals(score, words) if score else (),
        messages=tuple(known)[:_STATEMENTS],
        steps=first_steps(found, words),
        hotspots=first_table(score, Names(results), words) if score else None,
        unknown=not_known(results, score, words),
    )


def render(results: Results) -> bytes:
    """Return the one-page summary of `results` in their language, as a web page."""
    words = Words(results.language)
    page = templates().filled(
        "summary.html.j2",
        words=words,
        language=results.language,
        results=results,
        title=results.title,
        as_of=words("report.as-of", date=day(results.as_of, results.language)),
        **vars(one_page(results, words)),
    )
    return page.encode("utf-8", "replace")
