"""The report as one stream of blocks, in the order of the page."""

from collections.abc import Iterator
from itertools import chain

from osk_scan.finding import Finding
from osk_scan.reports import _documents, _indicators
from osk_scan.reports._bars import swatch
from osk_scan.reports._blocks import Block, Drawing, Heading, Items, Pairs, Paragraph, Rows, goal_table, said
from osk_scan.reports._facts import facts
from osk_scan.reports._findings import Gathered, Gravest, gathered
from osk_scan.reports._focus import focus
from osk_scan.reports._hotspots import HotspotView, hotspot_view
from osk_scan.reports._licensing import licensing_table, not_examined
from osk_scan.reports._messages import messages
from osk_scan.reports._method import MethodView, method_view
from osk_scan.reports._names import Names
from osk_scan.reports._table import Table
from osk_scan.reports._told import Told, about, by_system, named, rule_table, waiver_table
from osk_scan.reports.wording import Words
from osk_scan.results import Results
from osk_scan.score import Score


def report_blocks(results: Results, words: Words) -> Iterator[Block]:
    """Yield the report after its title, in the order of the page; tables without rows are left out."""
    score, found, names = focus(results), gathered(results), Names(results)
    yield from _summary(results, score, found, words)
    if score:
        shown = hotspot_view(score, names, words)
        yield from _hotspots(shown, words)
        yield from _vendors(shown, words)
    yield from _findings(results, found, words)
    if score:
        yield from _numbers(results, score, names, words)
    yield from _origin(results, words)
    yield from _reproducible(results, words)
    yield from _limits(results, score, words)


def _summary(results: Results, score: Score | None, found: Gathered, words: Words) -> Iterator[Block]:
    yield Heading(2, words("summary.title"))
    yield Paragraph(" · ".join(f"{number} {name}" for name, number in facts(results, score, found, words)))
    yield Heading(3, words("summary.goals"))
    if score and score.goals:
        yield Rows(goal_table(_indicators.goals(score, words), words))
        yield Paragraph(words("summary.legend"))
    else:
        yield Paragraph(words("summary.no-goals"))
    yield Heading(3, words("summary.messages"))
    yield from said(messages(results, score, found, words), words)


def _hotspots(shown: HotspotView, words: Words) -> Iterator[Block]:
    yield Heading(2, words("hotspots.title"))
    yield Paragraph(words("hotspots.intro"))
    if shown.none:
        yield Paragraph(words("hotspots.none"))
    if shown.lanes:
        if shown.lead:
            yield Paragraph(shown.lead)
        yield from (Drawing(lane.name, lane.drawing, lane.told) for lane in shown.lanes)
        for key in ("share", "radius", "certain", "open", "threshold"):
            yield Drawing(words(f"hotspots.key.{key}", threshold=shown.threshold), swatch(key), small=True)
        yield Paragraph(shown.caption)
        yield Rows(shown.hotspots)
    if shown.criticality.rows:
        yield Heading(3, words("criticality.title"))
        yield Paragraph(words("criticality.intro"))
        yield Rows(shown.criticality)


def _vendors(shown: HotspotView, words: Words) -> Iterator[Block]:
    yield Heading(2, words("vendors.title"))
    yield from _filled(shown.vendors, words)
    if shown.causes:
        yield Heading(3, words("causes.title"))
        yield Items(shown.causes)


def _findings(results: Results, found: Gathered, words: Words) -> Iterator[Block]:
    yield Heading(2, words("licenses.title"))
    if found.licenses.shown:
        yield Paragraph(words("licenses.intro"))
    else:
        yield Paragraph(_none(results, "licenses.none", words))
    yield from _gravest(found.licenses, results, words)
    yield from _licensing(results, words)
    yield Heading(2, words("others.title"))
    if not found.others.shown:
        yield Paragraph(words("report.none"))
    yield from _gravest(found.others, results, words)
    rules = rule_table(found, words)
    if rules.rows:
        yield Rows(rules)
    waivers = waiver_table(found, words)
    if waivers.rows:
        yield Heading(3, words("waivers.title"))
        yield Rows(waivers)


def _licensing(results: Results, words: Words) -> Iterator[Block]:
    answers = tuple(results.licensing)
    table, unexamined = licensing_table(answers, words), not_examined(answers, words)
    if table.rows or unexamined:
        yield Heading(3, words("licensing.title"))
        yield Paragraph(words("licensing.intro"))
    if table.rows:
        yield Rows(table)
    if unexamined:
        yield Paragraph(unexamined)


def _gravest(found: Gravest, results: Results, words: Words) -> Iterator[Block]:
    for system in by_system(found.shown, results, words):
        yield Heading(3, " – ".join(part for part in (system.name, system.context) if part))
        yield from chain.from_iterable(_told(told, words) for told in system.findings)
    if found.left_out:
        yield Paragraph(words("report.more", count=found.left_out))


def _told(told: Told, words: Words) -> Iterator[Block]:
    first = told.first
    yield Heading(4, f"{words(f'severity.{first.severity}')} · {first.title.in_(words.language)}")
    yield Paragraph(first.message.in_(words.language))
    yield Pairs(about(first, words))
    if told.alike:
        yield Paragraph(words("finding.alike", count=len(told.alike)))
        yield Items(tuple(_alike(other) for other in told.alike))


def _alike(other: Finding) -> str:
    license_ = other.license and (other.license.chosen or other.license.concluded or other.license.declared)
    path = " → ".join(other.path) if len(other.path) > 1 else ""
    return " · ".join(part for part in (named(other), license_, path) if part)


def _numbers(results: Results, score: Score, names: Names, words: Words) -> Iterator[Block]:
    yield Heading(2, words("indicators.title"))
    yield Paragraph(words("indicators.intro"))
    yield Rows(_indicators.indicator_table(score, words))
    parts = _indicators.parts_table(results, score, words)
    if parts:
        yield Heading(3, words("scopes.title"))
        yield Paragraph(words("scopes.intro"))
        yield Rows(parts)
    yield Heading(3, words("derivation.title"))
    yield Rows(_indicators.derivation_table(score, names, words))
    yield Heading(2, words("targets.title"))
    yield Paragraph(words("targets.intro"))
    yield from _filled(_indicators.target_table(score, words), words)
    yield Heading(2, words("clarify.title"))
    clarify = _indicators.clarify_table(score, words)
    yield Paragraph(words("clarify.intro") if clarify.rows else words("clarify.none"))
    if clarify.rows:
        yield Rows(clarify)


def _origin(results: Results, words: Words) -> Iterator[Block]:
    yield Heading(2, words("documents.title"))
    if results.receipts:
        yield Paragraph(words("documents.intro"))
        yield Rows(_documents.document_table(results.receipts, results.formats, words))
    else:
        yield Paragraph(_none(results, "documents.none", words))
    if dropped := _documents.dropped_columns(results.receipts, words):
        yield Paragraph(dropped)
    if problems := _documents.problem_summary(results.receipts, words):
        yield Rows(problems)


def _reproducible(results: Results, words: Words) -> Iterator[Block]:
    yield Heading(2, words("method.title"))
    yield Paragraph(words("method.intro"))
    yield Rows(_documents.method_table(results, words))
    yield Paragraph(words("method.bounds"))
    if results.scores.notes and not results.least_cell:
        yield Heading(3, words("notes.title"))
        yield Paragraph(words("notes.intro"))
        yield Items(tuple(note.in_(words.language) for note in results.scores.notes))
    if results.method:
        yield from _method(method_view(results.method, words), words)


def _method(page: MethodView, words: Words) -> Iterator[Block]:
    yield Heading(3, words("page.title"))
    yield Paragraph(words("page.version", version=page.version))
    yield Items(page.principles + page.bounds)
    yield Rows(page.indicators)
    yield Rows(page.goals)
    yield Heading(3, words("hotspots.title"))
    yield Items(page.hotspots)
    yield Rows(page.parameters)
    yield Rows(page.domains)


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


def _filled(table: Table, words: Words) -> Iterator[Block]:
    yield Rows(table) if table.rows else Paragraph(words("report.none"))
