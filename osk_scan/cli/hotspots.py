"""`osk-scan hotspots`: what stops much and is hard to leave."""

from pathlib import Path

import click

from osk_scan.cli import _options as options
from osk_scan.cli import _output as output
from osk_scan.cli._scores import chosen_scope, span
from osk_scan.model import Language
from osk_scan.score import Hotspot

_FLAGS = {
    "support_ends_within_12_months": "EOL ≤ 12 m",
    "third_country_control": "Drittstaat",
    "cloud_tethered": "Cloud",
    "relicensable": "relizenzierbar",
    "closed_formats": "f = 0",
    "coupled": "κ ≥ ½",
}


@click.command()
@options.agency
@options.assessment
@options.database
@options.as_json
@options.language
def command(agency: str | None, assessment: str | None, db_file: Path, as_json: bool, lang: Language) -> None:
    """List lock-in and criticality hotspots: radius B, substitutability and what leaves with them.

    \b
    osk-scan hotspots --agency "Bezirksamt A"
    """
    score = chosen_scope(db_file, assessment, agency)
    if as_json:
        output.json(score.hotspots)
        return
    headers = ("Produkt", "Art", "Anteil", "B", "H / K", "", "Kennzeichen", "Alternative")
    if lang == "en":
        headers = ("product", "kind", "share", "B", "H / K", "", "flags", "alternative")
    rows = [
        (h.name, h.kind, h.share, span(h.radius), span(h.value), h.state, _flags(h), _exits(h)) for h in score.hotspots
    ]
    output.table(headers, rows, title=f"{score.name or score.scope}, θ = {_threshold(score.hotspots)}")


def _flags(hotspot: Hotspot) -> str:
    return ", ".join(shown for name, shown in _FLAGS.items() if getattr(hotspot.flags, name))


def _exits(hotspot: Hotspot) -> str:
    return "; ".join(
        f"{hint.product} ({', '.join(hint.used_by)})" if hint.used_by else hint.product for hint in hotspot.exits[:3]
    )


def _threshold(hotspots: tuple[Hotspot, ...]) -> str:
    return hotspots[0].threshold if hotspots else "1/10"
