"""The sheets of a workbook: findings, indicators, goals, hotspots, what to clarify, what was handed in, the method."""

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import chain, islice

from msgspec import Struct
from msgspec.structs import astuple

from osk_scan import problems
from osk_scan.catalogue.layers import layer_name
from osk_scan.exporters._columns import Column, columns_of, finding_order
from osk_scan.exporters._rows import FINDING_COLUMNS, finding_row
from osk_scan.indicator import Range
from osk_scan.model import Language, Wording
from osk_scan.results import Results
from osk_scan.score import Score
from osk_scan.terms import called, meaning, place_in

Cell = str | int | float
ROWS_OF_A_SHEET = 1_000_000
"""Spreadsheets end at 1,048,576 rows; further rows go to further sheets."""
CELL_LIMIT = 32_000
"""Excel refuses cells beyond 32,767 characters."""

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_RANGE_COLUMNS = ("lo", "hi", "lo_exact", "hi_exact", "bound")
_SCOPE_COLUMNS = ("scope", "name")


class Sheet(Struct, frozen=True):
    """One sheet: its name, its columns and a stream of rows."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]


def sheets(results: Results, findings: int | None = None) -> Iterator[Sheet]:
    """Return the sheets in order, those with findings last; their rows must be read before the next sheet is asked.

    Where there are more than `findings`, the last row says how many are left out.
    """
    language = results.language
    told = (
        (("Methode", "Method"), ("key", "value"), _method(results)),
        (("Ziele", "Goals"), (*_SCOPE_COLUMNS, "goal", "title", *_RANGE_COLUMNS), _goals(results)),
        (("Indikatoren", "Indicators"), _INDICATOR_COLUMNS, _indicators(results)),
        (("Schwerpunkte", "Hotspots"), _HOTSPOT_COLUMNS, _hotspots(results)),
        (("Klärungsliste", "To clarify"), _CLARIFY_COLUMNS, _clarify(results)),
        (("Dokumente", "Documents"), _DOCUMENT_COLUMNS, _documents(results)),
        (("Hinweise", "Problems"), _PROBLEM_COLUMNS, _told(results)),
        (("Befunde", "Findings"), _finding_columns(language), _findings(results, findings)),
    )
    for (german, english), names, rows in told:
        columns = columns_of(names, language)
        yield from _numbered(german if language == "de" else english, columns, _worded(rows, columns, language))


def _worded(
    rows: Iterator[tuple[Cell, ...]], columns: tuple[Column, ...], language: Language
) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows with our own terms as people call them."""
    worded = [(place, column) for place, column in enumerate(columns) if column.terms]
    for row in rows:
        cells = list(row)
        for place, column in worded:
            cells[place] = column.said(str(cells[place]), language)
        yield tuple(cells)


def _numbered(name: str, columns: tuple[Column, ...], rows: Iterator[tuple[Cell, ...]]) -> Iterator[Sheet]:
    """Yield a sheet, and as many more as its rows fill."""
    number = 1
    for first in rows:
        numbered = name if number == 1 else f"{name} {number}"
        yield Sheet(numbered, columns, chain((first,), islice(rows, ROWS_OF_A_SHEET - 1)))
        number += 1
    if number == 1:
        yield Sheet(name, columns, ())


def safe_text(text: str) -> str:
    """Return `text` as a cell can hold it: no characters that XML forbids, one kind of line end, not too long."""
    shown = _NOT_IN_XML.sub("�", text.replace("\r\n", "\n").replace("\r", "\n"))
    return shown if len(shown) <= CELL_LIMIT else shown[: CELL_LIMIT - 1] + "…"


def _part(score: Score, language: Language) -> tuple[Cell, ...]:
    """Return the kind of a part and its name; a layer's is no id for people."""
    return (score.scope, layer_name(score.name, language))


def _number(fraction: str) -> float:
    return float(Fraction(fraction))


def _ends(value: Range) -> tuple[Cell, ...]:
    return (value.lo, value.hi, value.lo_exact, value.hi_exact, value.bound)


def _method(results: Results) -> Iterator[tuple[Cell, ...]]:
    scores = results.scores
    yield from (
        ("method", scores.method),
        ("score-id", scores.score_id),
        ("assessment", results.assessment),
        ("as-of", results.as_of),
        ("basis", called("unit", scores.basis, results.language)),
        ("rules", results.rules_version),
        ("catalogue", results.catalogue_version),
        ("software", results.software),
        ("withheld", results.least_cell),
    )
    for claim in results.not_claimed:
        yield ("not-claimed", claim.in_(results.language))


def _goals(results: Results) -> Iterator[tuple[Cell, ...]]:
    for score in results.scores.scopes:
        for goal in score.goals.values():
            yield (*_part(score, results.language), goal.id, goal.name.in_(results.language), *_ends(goal))


_INDICATOR_COLUMNS = (*(*_SCOPE_COLUMNS, "indicator", "title", *_RANGE_COLUMNS, "better", "unit", "n", "formula"),)


def _indicators(results: Results) -> Iterator[tuple[Cell, ...]]:
    language = results.language
    for score in results.scores.scopes:
        for indicator in score.listed:
            head = (*_part(score, language), indicator.id, indicator.name.in_(language))
            tail = (indicator.better, indicator.unit, indicator.n, indicator.explain.formula.in_(language))
            yield (*head, *_ends(indicator), *tail)


_HOTSPOT_COLUMNS = (
    *(*_SCOPE_COLUMNS, "kind", "subject", "title", "state", "installations", "share"),
    *("radius_lo", "radius_hi", "value_lo", "value_hi", "threshold", "systems_stopped", "leaves_with", "exits"),
)


def _hotspots(results: Results) -> Iterator[tuple[Cell, ...]]:
    names = {id_: product.name for id_, product in results.scores.products.items()}
    for score in results.scores.scopes:
        for spot in score.hotspots:
            head = (*_part(score, results.language), spot.kind, spot.product, spot.name, spot.state)
            counted = (spot.installations, _number(spot.share))
            ends = (spot.radius.lo, spot.radius.hi, spot.value.lo, spot.value.hi, _number(spot.threshold))
            leaves = ", ".join(names.get(id_, id_) for id_ in spot.leaves_with)
            exits = ", ".join(hint.name or names.get(hint.product, hint.product) for hint in spot.exits)
            yield (*head, *counted, *ends, spot.systems_stopped, leaves, exits)


_CLARIFY_COLUMNS = (
    *(*_SCOPE_COLUMNS, "subject", "title", "fact", "possible", "installations", "narrows", "narrows_at_best"),
)


def _clarify(results: Results) -> Iterator[tuple[Cell, ...]]:
    language = results.language
    for score in results.scores.scopes:
        for item in score.clarify:
            possible = " / ".join(meaning(item.fact, value, language) for value in item.possible or ("anything",))
            about = (item.subject, item.name, item.fact, possible)
            narrows = (_number(item.narrows), _number(item.narrows_at_best))
            yield (*_part(score, language), *about, item.installations, *narrows)


_DOCUMENT_COLUMNS = (
    *("document", "sha256", "format", "spec_version", "agency", "system", "source", "state"),
    *("in", "stored", "merged", "folded", "quarantined", "dependencies", "dangling"),
)


def _documents(results: Results) -> Iterator[tuple[Cell, ...]]:
    for receipt in results.receipts:
        form = results.formats.get(receipt.format or "", receipt.format or "")
        head = (receipt.document, receipt.sha256, form, receipt.spec_version or "")
        place = (receipt.agency, receipt.system, receipt.source, receipt.state)
        counts = receipt.counts
        yield (
            *head,
            *place,
            *((counts.in_, counts.stored, counts.merged, counts.folded) if counts else ("",) * 4),
            *((counts.quarantined, counts.dependencies, counts.dangling) if counts else ("",) * 3),
        )


_PROBLEM_COLUMNS = ("document", "agency", "system", "where", "severity", "message", "fix")


def _told(results: Results) -> Iterator[tuple[Cell, ...]]:
    language = results.language
    for receipt in results.receipts:
        for problem in receipt.problems:
            told, fix = problems.message(problem).in_(language), problems.fix(problem).in_(language)
            place = (receipt.document, receipt.agency, receipt.system, place_in(problem.where, language))
            yield (*place, problems.severity(problem), told, fix)


def _finding_columns(language: Language) -> tuple[str, ...]:
    return tuple(FINDING_COLUMNS[place] for place in finding_order(language))


def _findings(results: Results, most: int | None) -> Iterator[tuple[Cell, ...]]:
    order = finding_order(results.language)
    stream = iter(results.findings)
    for finding in islice(stream, most):
        cells = astuple(finding_row(finding))
        yield tuple(cells[place] for place in order)
    if left := sum(1 for _ in stream):
        yield (left_out(left).in_(results.language), *("",) * (len(order) - 1))


def left_out(count: int) -> Wording:
    """Return that so many findings are not in a workbook, and where they are."""
    return Wording(
        f"Weitere {count} Befunde stehen nicht in dieser Datei; osk-scan export findings-csv oder xlsx enthält alle.",
        f"{count} more findings are not in this file; osk-scan export findings-csv or xlsx has all of them.",
    )
