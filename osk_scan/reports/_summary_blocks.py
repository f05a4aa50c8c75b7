"""The one-page summary as a stream of blocks, in the order of the page."""

from collections.abc import Iterator

from osk_scan.reports._blocks import Block, Heading, Paragraph, Rows, goal_table, said
from osk_scan.reports.summary import one_page
from osk_scan.reports.wording import Words
from osk_scan.results import Results


def summary_blocks(results: Results, words: Words) -> Iterator[Block]:
    """Yield the one-page summary after its title, in the order of the page."""
    page = one_page(results, words)
    yield Paragraph(" · ".join(f"{number} {name}" for name, number in page.facts))
    yield Heading(2, words("summary.goals"))
    if page.goals:
        yield Rows(goal_table(page.goals, words, plain=True))
        yield Paragraph(words("summary.legend"))
    else:
        yield Paragraph(words("summary.no-goals"))
    yield Heading(2, words("summary.messages"))
    yield from said(page.messages, words)
    if page.steps:
        yield Heading(2, words("steps.title"))
        yield from said(page.steps, words)
    if page.hotspots and page.hotspots.rows:
        yield Rows(page.hotspots)
    yield Heading(2, words("unknown.title"))
    yield from said(page.unknown, words)
    yield Heading(2, words("limits.not-claimed"))
    yield Paragraph(" ".join(claim.in_(words.language) for claim in results.not_claimed))
    yield Paragraph(words("summary.limits"))
