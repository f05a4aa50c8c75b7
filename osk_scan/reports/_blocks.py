"""The report as one stream of headings, paragraphs, lists and tables, for documents that are not web pages."""

from collections.abc import Iterator
from dataclasses import dataclass

from osk_scan.model import Finding
from osk_scan.reports import _documents, _hotspots, _indicators
from osk_scan.reports._facts import facts
from osk_scan.reports._findings import Gathered, Gravest, gathered
from osk_scan.reports._focus import focus
from osk_scan.reports._messages import messages
from osk_scan.reports._names import Names
from osk_scan.reports._numbers import whole
from osk_scan.reports._table import Column, Table
from osk_scan.reports._told import rule_table, waiver_table
from osk_scan.reports.wording import Words
from osk_scan.results import Results
from osk_scan.score import Score


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the document's title."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True)
class Items:
    """A list."""

    texts: tuple[str, ...]


Block = Heading | Paragraph | Items | Table


def blocks(results: Results, words: Words) -> Iterator[Block]:
    """Yield the report after its title, in the order of the page; tables without rows are left out."""
    score, found, names = focus(results), gathered(results), Names(results)
    yield from _summary(results, score, found, words)
    if score:
        yield from _hotspots_and_vendors(score, names, words)
    yield from _findings(results, found, words)
    if score:
        yield from _numbers(results, score, names, words)
    yield from _origin(results, words)
    yield from _limits(results, score, words)


def _summary(results: Results, score: Score | None, found: Gathered, words: Words) -> Iterator[Block]:
    yield Heading(2, words("summary.title"))
    yield Paragraph(" · ".join(f"{name}: {number}" for name, number in facts(results, score, found, words)))
    if score and score.goals:
        yield _goal_table(score, words)
    yield Heading(3, words("summary.messages"))
    told = tuple(f"{message.head} {message.text}" for message in messages(results, score, found, words))
    yield Items(told or (words("report.none"),))


def _goal_table(score: Score, words: Words) -> Table:
    columns = (
        Column(words("targets.goal")),
        Column(words("indicators.value"), "number"),
        Column(words("method.basis")),
    )
    rows = tuple(
        (f"{goal.name} ({goal.badge})" if goal.badge else goal.name, goal.value, goal.told)
        for goal in _indicators.goals(score, words)
    )
    return Table(words("summary.goals"), columns, rows)


def _hotspots_and_vendors(score: Score, names: Names, words: Words) -> Iterator[Block]:
    yield Heading(2, words("hotspots.title"))
    yield Paragraph(words("hotspots.intro"))
    if why := _hotspots.why(score, words):
        yield Paragraph(why)
    yield from _filled(_hotspots.hotspot_table(score, names, words))
    criticality = _hotspots.criticality_table(score, names, words)
    if criticality.rows:
        yield Heading(3, words("criticality.title"))
        yield Paragraph(words("criticality.intro"))
        yield criticality
    yield Heading(2, words("vendors.title"))
    yield from _filled(_hotspots.vendor_table(score, words))
    if causes := _hotspots.common_causes(score, names, words):
        yield Heading(3, words("causes.title"))
        yield Items(causes)


def _findings(results: Results, found: Gathered, words: Words) -> Iterator[Block]:
    yield Heading(2, words("licenses.title"))
    yield from _gravest(found.licenses, words("licenses.title"), words, _none(results, "licenses.none", words))
    yield Heading(2, words("others.title"))
    yield from _gravest(found.others, words("others.title"), words, words("report.none"))
    yield from _filled(rule_table(found, words))
    waivers = waiver_table(found, words)
    if waivers.rows:
        yield Heading(3, words("waivers.title"))
        yield waivers


def _gravest(found: Gravest, caption: str, words: Words, none: str) -> Iterator[Block]:
    if not found.shown:
        yield Paragraph(none)
        return
    titles = ("others.severity", "waivers.finding", "documents.system", "finding.path", "finding.clause", "finding.fix")
    left = whole(found.left_out, words.language)
    more = words("report.more", count=left) if found.left_out else ""
    rows = tuple(_finding_row(finding, words) for finding in found.shown)
    yield Table(caption, tuple(Column(words(title)) for title in titles), rows, more)


def _finding_row(finding: Finding, words: Words) -> tuple[str, ...]:
    return (
        words(f"severity.{finding.severity}"),
        f"{finding.title.in_(words.language)}: {finding.message.in_(words.language)}",
        " · ".join(part for part in (finding.agency, finding.system) if part),
        " → ".join(finding.path) or "–",
        finding.why or "–",
        finding.fix.in_(words.language),
    )


def _numbers(results: Results, score: Score, names: Names, words: Words) -> Iterator[Block]:
    yield Heading(2, words("indicators.title"))
    yield Paragraph(words("indicators.intro"))
    yield from _filled(_indicators.indicator_table(score, words))
    parts = _indicators.parts_table(results, score, words)
    if parts:
        yield Heading(3, words("scopes.title"))
        yield Paragraph(words("scopes.intro"))
        yield parts
    yield Heading(3, words("derivation.title"))
    yield from _filled(_indicators.derivation_table(score, names, words))
    yield Heading(2, words("targets.title"))
    yield Paragraph(words("targets.intro"))
    yield from _filled(_indicators.target_table(score, words))
    yield Heading(2, words("clarify.title"))
    clarify = _indicators.clarify_table(score, words)
    yield Paragraph(words("clarify.intro") if clarify.rows else words("clarify.none"))
    yield from _filled(clarify)


def _origin(results: Results, words: Words) -> Iterator[Block]:
    yield Heading(2, words("documents.title"))
    if results.receipts:
        yield Paragraph(words("documents.intro"))
        yield _documents.document_table(_documents.titled(results), words)
    else:
        yield Paragraph(_none(results, "documents.none", words))
    if dropped := _documents.dropped_columns(results.receipts, words):
        yield Paragraph(dropped)
    if problems := _documents.problem_summary(results.receipts, words):
        yield problems
    yield Heading(2, words("method.title"))
    yield Paragraph(words("method.intro"))
    yield _documents.method_table(results, words)
    yield Paragraph(words("method.bounds"))


def _limits(results: Results, score: Score | None, words: Words) -> Iterator[Block]:
    yield Heading(2, words("limits.title"))
    if score and score.not_measurable:
        yield Heading(3, words("limits.not-measurable"))
        yield Items(tuple(limit.in_(words.language) for limit in score.not_measurable))
    yield Heading(3, words("limits.not-claimed"))
    yield Items(tuple(claim.in_(words.language) for claim in results.not_claimed))


def _none(results: Results, key: str, words: Words) -> str:
    """Return that there is nothing; in what is shared, that it may be withheld."""
    return words("report.withheld") if results.least_cell else words(key)


def _filled(table: Table) -> Iterator[Table]:
    if table.rows:
        yield table
