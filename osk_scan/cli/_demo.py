"""What the demo shows, in the order in which an advisor would ask."""

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from osk_scan.cli import _options as options
from osk_scan.cli import _output as output
from osk_scan.cli._receipts import show_receipts
from osk_scan.cli._scores import part_named, span
from osk_scan.model import Language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from osk_scan.finding import Finding
    from osk_scan.score import Score, Scores

_WORDS = {
    "de": {
        "in": "1  Was hereinkommt: Dokumente dreier erfundener Behörden",
        "scores": "2  Indikatoren als Intervalle [kleinster, größter möglicher Wert]",
        "hotspots": "3  Lock-in-Schwerpunkte von Bezirksamt A: Ausfallradius B × fehlende Ersetzbarkeit = H",
        "conflicts": "4  Lizenzkonflikte in der Situation des Verfahrens",
        "columns": ("Behörde", "Q1 erfasst", "D1 OSS-Quote", "D4 Konzentration", "D6 Ausfallradius", "Engpass"),
        "hotspot_columns": ("Produkt", "Anteil", "B", "H", "steht still"),
        "conflict_columns": ("Befund", "Verfahren", "Komponente", "Lizenz", "Pfad"),
        "why": "Nach Installationen gezählt stünde {first} vorn ({count} von {n}); im Graphen steht {top} oben,"
        " weil mit ihm {stopped} von {systems} Verfahren stillstehen: {named}.",
        "more": "Weiter: osk-scan why, score, findings, hotspots – jeweils mit --db {db}",
        "report": "Bericht",
    },
    "en": {
        "in": "1  What comes in: documents of three fictional agencies",
        "scores": "2  Indicators as intervals [least, greatest possible value]",
        "hotspots": "3  Lock-in hotspots of Bezirksamt A: failure radius B × lack of substitutes = H",
        "conflicts": "4  License conflicts in the situation of the system",
        "columns": ("agency", "Q1 known", "D1 OSS share", "D4 concentration", "D6 failure radius", "bottleneck"),
        "hotspot_columns": ("product", "share", "B", "H", "systems that stop"),
        "conflict_columns": ("finding", "system", "component", "license", "path"),
        "why": "Counting installations would put {first} first ({count} of {n}); the graph puts {top} on top,"
        " because {stopped} of {systems} systems stop with it: {named}.",
        "more": "Go on: osk-scan why, score, findings, hotspots – each with --db {db}",
        "report": "report",
    },
}  # fmt: skip
_CONFLICTS = ("conflict-with-outbound", "network-copyleft-hosted", "strong-copyleft-passed-on", "source-available",
              "commercial-license-expiring")  # fmt: skip


def run(folder: Path, as_of: str, lang: Language) -> None:
    """Take in, assess, show, and write the reports."""
    from osk_scan.pipeline.assess import assess
    from osk_scan.pipeline.demo import ingest_demo
    from osk_scan.pipeline.policy import Policy
    from osk_scan.pipeline.results import results_of
    from osk_scan.pipeline.telling import report

    words, policy, db_file = _WORDS[lang], Policy(), folder / "demo.db"
    for leftover in folder.glob("demo.db*"):
        leftover.unlink()
    with options.opened(db_file) as db:
        output.line(str(words["in"]), "bold")
        with output.progress("ingest") as bar:
            show_receipts([*bar.each(ingest_demo(db, options.now()))], as_json=False, lang=lang, told=False)
        assessment = assess(db, policy, as_of, options.now())
        results = results_of(db, policy, assessment, language=lang)
        _show_scores([s for s in results.scores.scopes if s.scope != "layer"], lang)
        _show_hotspots(next(s for s in results.scores.scopes if s.name == "Bezirksamt A"), results.scores, lang)
        _show_conflicts(results.findings, lang)
        for language in ("de", "en"):
            written = report(results_of(db, policy, assessment, language=language), folder / f"report.{language}.html")
            output.line(f"{words['report']} ({language}): {written.resolve()}")
        (folder / "report.html").write_bytes((folder / f"report.{lang}.html").read_bytes())
    output.line(f"{words['report']}: {(folder / 'report.html').resolve()}", "bold green")
    output.line(str(words["more"]).format(db=db_file))


def _show_scores(scopes: "list[Score]", lang: Language) -> None:
    shown = ("Q1", "D1", "D4", "D6")
    rows = [
        (
            part_named(scope.name, lang),
            *(span(scope.indicators[id_]) for id_ in shown),
            scope.goals[scope.bottleneck].name.in_(lang) if scope.bottleneck else None,
        )
        for scope in scopes
    ]
    _headed("scores", lang)
    output.table(_WORDS[lang]["columns"], rows)


def _show_hotspots(score: "Score", scores: "Scores", lang: Language) -> None:
    locked = [hotspot for hotspot in score.hotspots if hotspot.kind == "lock-in"]
    rows = [(h.name, h.share, span(h.radius), span(h.value), ", ".join(h.systems)) for h in locked]
    _headed("hotspots", lang)
    output.table(_WORDS[lang]["hotspot_columns"], rows)
    if locked:
        most = max(score.installations, key=lambda product: (score.installations[product], product))
        top = locked[0]
        said = str(_WORDS[lang]["why"]).format(
            first=scores.products[most].name, count=score.installations[most], n=score.n, top=top.name,
            stopped=top.systems_stopped, systems=score.n_systems, named=", ".join(top.systems),
        )  # fmt: skip
        output.line(said)


def _show_conflicts(findings: "Iterable[Finding]", lang: Language) -> None:
    told = (finding for finding in findings if finding.rule in _CONFLICTS)
    rows = [
        (
            finding.title.in_(lang),
            f"{finding.agency} · {finding.system}",
            finding.component and f"{finding.component.name} {finding.component.version or ''}".strip(),
            finding.license and (finding.license.concluded or finding.license.declared),
            " → ".join(finding.path),
        )
        for finding in islice(told, 12)
    ]
    _headed("conflicts", lang)
    output.table(_WORDS[lang]["conflict_columns"], rows)


def _headed(word: str, lang: Language) -> None:
    output.line()
    output.line(str(_WORDS[lang][word]), "bold")
