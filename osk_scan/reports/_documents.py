"""What was handed in and how the assessment can be reproduced, as tables."""

from collections.abc import Mapping, Sequence

from osk_scan import problems
from osk_scan.model import Problem
from osk_scan.receipt import Counts, Receipt
from osk_scan.reports._numbers import day
from osk_scan.reports._table import Column, Table
from osk_scan.reports.wording import Words, whole
from osk_scan.results import Results

DOCUMENTS = 100
PROBLEMS = 60
_NAMED = 3
"""Documents and places named of one problem; the receipts have all."""
_GRAVEST_FIRST = ("error", "warning", "info")
_LEDGER = ("in_", "stored", "merged", "folded", "quarantined")


def document_table(receipts: tuple[Receipt, ...], formats: Mapping[str, str], words: Words) -> Table:
    """Return the documents with their ledgers, and the sum over all of them; `formats` are what people call those."""
    columns = (
        Column(words("documents.document")),
        Column(words("documents.system")),
        Column(words("documents.format")),
        Column(words("documents.state")),
        *(Column(words(f"documents.{name.strip('_')}"), "number") for name in _LEDGER),
    )
    rows = tuple(_document_row(receipt, formats, words) for receipt in receipts[:DOCUMENTS])
    counts = [receipt.counts for receipt in receipts if receipt.counts]
    total = (words("documents.total"), "", "", "", *(_number(sum(c), words) for c in _columns(counts)))
    return Table(words("documents.table"), columns, (*rows, total), _more(len(receipts) - DOCUMENTS, words))


def problem_table(receipts: tuple[Receipt, ...], words: Words) -> Table | None:
    """Return what was not understood in the documents and what to do, the gravest first; None where all was."""
    told = [(receipt.document, problem) for receipt in receipts for problem in receipt.problems]
    told.sort(key=lambda one: _GRAVEST_FIRST.index(problems.severity(one[1])))
    rows = tuple((document, words.of_place(problem.where), *_said(problem, words)) for document, problem in told)
    return _problem_table(("document", "where", "problem", "fix"), rows, words)


def problem_summary(receipts: tuple[Receipt, ...], words: Words) -> Table | None:
    """Return the same with each problem once, and some of the places that have it."""
    found: dict[tuple[int, str, str], list[tuple[str, str]]] = {}
    for receipt in receipts:
        for problem in receipt.problems:
            rank = _GRAVEST_FIRST.index(problems.severity(problem))
            found.setdefault((rank, *_said(problem, words)), []).append(
                (receipt.document, words.of_place(problem.where))
            )
    rows = tuple(
        (message, fix, *(_listed(names, words) for names in zip(*places, strict=True)))
        for (_, message, fix), places in sorted(found.items(), key=lambda one: one[0][0])
    )
    return _problem_table(("problem", "fix", "document", "where"), rows, words)


def _problem_table(names: tuple[str, ...], rows: tuple[tuple[str, ...], ...], words: Words) -> Table | None:
    columns = tuple(Column(words(f"documents.{name}"), "code" if name == "where" else "") for name in names)
    more = _more(len(rows) - PROBLEMS, words)
    return Table(words("documents.problems"), columns, rows[:PROBLEMS], more) if rows else None


def _said(problem: Problem, words: Words) -> tuple[str, str]:
    return problems.message(problem).in_(words.language), problems.fix(problem).in_(words.language)


def _listed(names: Sequence[str], words: Words) -> str:
    distinct = tuple(dict.fromkeys(names))
    listed = ", ".join(distinct[:_NAMED])
    others = len(distinct) - _NAMED
    return words("hotspots.and-more", listed=listed, count=others) if others > 0 else listed


def dropped_columns(receipts: tuple[Receipt, ...], words: Words) -> str:
    """Return which columns were left out for data protection, or nothing."""
    names = sorted({name for receipt in receipts for name in receipt.dropped_columns})
    return words("documents.dropped", columns=", ".join(names)) if names else ""


def method_table(results: Results, words: Words) -> Table:
    """Return the identifiers that make the assessment reproducible."""
    scores = results.scores
    unit = words.or_itself("unit", scores.basis)
    rows = (
        (words("method.method"), scores.method),
        (words("method.as-of"), day(results.as_of, words.language)),
        (words("method.basis"), unit),
        (words("method.score-id"), scores.score_id),
        (words("method.assessment"), results.assessment),
        (words("method.rules"), results.rules_version),
        (words("method.catalogue"), results.catalogue_version),
        (words("method.inventories"), whole(len(scores.inventories), words.language)),
        (words("method.software"), f"osk-scan {results.software}"),
    )
    return Table(words("method.table"), (Column(words("method.key")), Column(words("method.value"), "code")), rows)


def _document_row(receipt: Receipt, formats: Mapping[str, str], words: Words) -> tuple[str, ...]:
    name = formats.get(receipt.format or "", receipt.format)
    format_ = " ".join(part for part in (name, receipt.spec_version) if part)
    state = words(f"documents.state.{receipt.state}")
    counts = [receipt.counts] if receipt.counts else []
    ledger = tuple(_number(c[0], words) if c else "–" for c in _columns(counts))
    return (receipt.document, receipt.system, format_ or "–", state, *ledger)


def _columns(counts: list[Counts]) -> tuple[list[int], ...]:
    return tuple([getattr(count, name) for count in counts] for name in _LEDGER)


def _number(number: int, words: Words) -> str:
    return whole(number, words.language)


def _more(left_out: int, words: Words) -> str:
    return words("report.more-receipts", count=left_out) if left_out > 0 else ""
