"""The audit report as one self-contained web page: no script, no request to anywhere, readable by everyone."""

from osk_scan.reports import _documents, _indicators
from osk_scan.reports._facts import facts
from osk_scan.reports._findings import gathered
from osk_scan.reports._focus import focus
from osk_scan.reports._hotspots import hotspot_view
from osk_scan.reports._licensing import licensing_table, not_examined
from osk_scan.reports._messages import messages
from osk_scan.reports._method import method_view
from osk_scan.reports._names import Names
from osk_scan.reports._numbers import day
from osk_scan.reports._told import by_system, rule_table, waiver_table
from osk_scan.reports.templating import templates
from osk_scan.reports.wording import Words
from osk_scan.results import Results
from osk_scan.score import Score

MEDIA_TYPE = "text/html; charset=utf-8"


def render(results: Results) -> bytes:
    """Return the report on `results` in their language."""
    words = Words(results.language)
    found = gathered(results)
    score = focus(results)
    answers = tuple(results.licensing)
    page = templates().filled(
        "report.html.j2",
        words=words,
        language=results.language,
        results=results,
        score=score,
        found=found,
        title=results.title,
        as_of=words("report.as-of", date=day(results.as_of, results.language)),
        facts=facts(results, score, found, words),
        messages=messages(results, score, found, words),
        licenses=by_system(found.licenses.shown, results, words),
        others=by_system(found.others.shown, results, words),
        licensing=licensing_table(answers, words),
        unexamined=not_examined(answers, words),
        rules=rule_table(found, words),
        waivers=waiver_table(found, words),
        documents=_documents.document_table(results.receipts, results.formats, words),
        problems=_documents.problem_summary(results.receipts, words),
        dropped=_documents.dropped_columns(results.receipts, words),
        method=_documents.method_table(results, words),
        page=method_view(results.method, words) if results.method else None,
        **(_scored(results, score, words) if score else {}),
    )
    return page.encode("utf-8", "replace")


def _scored(results: Results, score: Score, words: Words) -> dict[str, object]:
    """Return what only a scored report has."""
    names = Names(results)
    return {
        "goals": _indicators.goals(score, words),
        "hotspots": hotspot_view(score, names, words),
        "indicators": _indicators.indicator_table(score, words),
        "derivation": _indicators.derivation_table(score, names, words),
        "parts": _indicators.parts_table(results, score, words),
        "targets": _indicators.target_table(score, words),
        "clarify": _indicators.clarify_table(score, words),
    }
