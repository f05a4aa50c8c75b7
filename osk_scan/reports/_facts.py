"""How much a report rests on: counts that stand above everything else."""

from osk_scan.reports._findings import Gathered
from osk_scan.reports.wording import Words, whole
from osk_scan.results import Results
from osk_scan.score import Score


def facts(results: Results, score: Score | None, found: Gathered, words: Words) -> tuple[tuple[str, str], ...]:
    """Return what was counted, as name and number."""
    counts = [
        (words("summary.systems"), score.n_systems if score else len(results.systems)),
    ]
    if not results.least_cell:  # what is withheld must not be counted as zero
        counts += [
            (words("summary.documents"), len(results.receipts)),
            (words("summary.open-findings"), found.severities.total()),
        ]
    if score:
        counts[:0] = [(words("summary.installations"), score.n), (words("summary.products"), score.n_products)]
    return tuple((name, whole(number, words.language)) for name, number in counts)
