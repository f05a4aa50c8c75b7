"""`osk-scan clarify`: which unknown fact to look up first."""

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from osk_scan.cli import _options as options
from osk_scan.cli import _output as output
from osk_scan.cli._scores import chosen_scope, part_named
from osk_scan.model import Language

if TYPE_CHECKING:
    from osk_scan.reports.wording import Words
    from osk_scan.score import Clarification

_COLUMNS = {
    "de": ("Produkt", "offen ist", "möglich", "Installationen", "engt sicher ein", "bestenfalls", "Indikatoren"),
    "en": ("product", "open", "possible", "installations", "narrows surely", "at best", "indicators"),
}


@click.command()
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="At most this many.")
@options.agency
@options.assessment
@options.database
@options.as_json
@options.language
def command(
    limit: int, agency: str | None, assessment: str | None, db_file: Path, as_json: bool, lang: Language
) -> None:
    """List what is not known, by how much knowing it narrows the goals whatever the answer: look these up first.

    \b
    osk-scan clarify --agency "Bezirksamt A"
    """
    from osk_scan.reports.wording import Words

    score = chosen_scope(db_file, assessment, agency)
    if as_json:
        output.json(score.clarify[:limit])
        return
    title = f"{part_named(score.name, lang)}, {min(limit, len(score.clarify))} / {len(score.clarify)}"
    output.table(_COLUMNS[lang], [_row(item, Words(lang)) for item in score.clarify[:limit]], title=title)


def _row(item: "Clarification", words: "Words") -> tuple[object, ...]:
    from osk_scan.reports.parts import meaning

    return (
        item.name,
        words.or_itself("fact", item.fact),
        " / ".join(meaning(item.fact, value, words) for value in item.possible or ("anything",)),
        item.installations,
        f"{float(Fraction(item.narrows)):.4f}",
        f"{float(Fraction(item.narrows_at_best)):.4f}",
        ", ".join(item.indicators) or None,
    )
