"""What was handed in and how the assessment can be reproduced, as tables."""

from osk_scan import problems
from osk_scan.model import Counts, Receipt
from osk_scan.reports._numbers import day, whole
from osk_scan.reports._table import Column, Table
from osk_scan.reports.wording import Words
from osk_scan.results import Results

DOCUMENTS = 100
PROBLEMS = 60
_LEDGER = ("in_", "stored", "merged", "folded", "quarantined")


def document_table(receipts: tuple[Receipt, ...], words: Words) -> Table:
    """Return the documents with their ledgers, and the sum over all of them."""
    columns = (
        Column(words("documents.document")),
        Column(words("documents.system")),
        Column(words("documents.format")),
        Column(words("documents.state")),
        *(Column(words(f"documents.{name.strip('_')}"), "number") for name in _LEDGER),
    )
    rows = tuple(_document_row(receipt, words) for receipt in receipts[:DOCUMENTS])
    counts = [receipt.counts for receipt in receipts if receipt.counts]
    total = (words("documents.total"), "", "", "", *(_number(sum(c), words) for c in _columns(counts)))
    return Table(words("documents.table"), columns, (*rows, total), _more(len(receipts) - DOCUMENTS, words))


def problem_table(receipts: tuple[Receipt, ...], words: Words) -> Table | None:
    """Return what was not understood in the documents and what to do, or None where all was."""
    told = [(receipt.document, problem) for receipt in receipts for problem in receipt.problems]
    if not told:
        return None
    columns = (
        Column(words("documents.document")),
        Column(words("documents.where"), "code"),
        Column(words("documents.problem")),
        Column(words("documents.fix")),
    )
    rows = tuple(
        (
            document,
            problem.where,
            problems.message(problem).in_(words.language),
            problems.fix(problem).in_(words.language),
        )
        for document, problem in told[:PROBLEMS]
    )
    return Table(words("documents.problems"), columns, rows, _more(len(told) - PROBLEMS, words))


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


def _document_row(receipt: Receipt, words: Words) -> tuple[str, ...]:
    format_ = " ".join(part for part in (receipt.format, receipt.spec_version) if part)
    state = words(f"documents.state.{receipt.state}")
    counts = [receipt.counts] if receipt.counts else []
    ledger = tuple(_number(c[0], words) if c else "–" for c in _columns(counts))
    return (receipt.document, receipt.system, format_ or "–", state, *ledger)


def _columns(counts: list[Counts]) -> tuple[list[int], ...]:
    return tuple([getattr(count, name) for count in counts] for name in _LEDGER)


def _number(number: int, words: Words) -> str:
    return whole(number, words.language)


def _more(left_out: int, words: Words) -> str:
    return words("report.more-receipts", count=whole(left_out, words.language)) if left_out > 0 else ""
