"""The report on one page, for the head of an agency: goals, what matters now, the first hotspots."""

from dataclasses import replace

from osk_scan.reports._facts import facts
from osk_scan.reports._findings import gathered
from osk_scan.reports._focus import focus
from osk_scan.reports._hotspots import hotspot_table
from osk_scan.reports._indicators import goals
from osk_scan.reports._messages import messages
from osk_scan.reports._names import Names
from osk_scan.reports._numbers import day
from osk_scan.reports._table import Table
from osk_scan.reports.html import templates
from osk_scan.reports.wording import Words
from osk_scan.results import Results

MEDIA_TYPE = "text/html; charset=utf-8"
_HOTSPOTS = 5
_COLUMNS = 5
"""Product, verdict, share, failure radius, lock-in: what fits beside each other on one page."""


def render(results: Results) -> bytes:
    """Return the one-page summary of `results` in their language, as a web page."""
    words = Words(results.language)
    found, score = gathered(results), focus(results)
    page = (
        templates()
        .get_template("summary.html.j2")
        .render(
            words=words,
            language=results.language,
            results=results,
            score=score,
            title=results.title,
            as_of=words("report.as-of", date=day(results.as_of, results.language)),
            facts=facts(results, score, found, words),
            goals=goals(score, words) if score else (),
            messages=messages(results, score, found, words),
            hotspots=_shortened(hotspot_table(score, Names(results), words)) if score else None,
        )
    )
    return page.encode("utf-8", "replace")


def _shortened(table: Table) -> Table:
    return replace(
        table,
        columns=table.columns[:_COLUMNS],
        rows=tuple(row[:_COLUMNS] for row in table.rows[:_HOTSPOTS]),
        more="",
    )
