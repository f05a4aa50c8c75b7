"""How an answer to why is shown to people: rule, paths, facts and places, who and what by name."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from osk_scan.cli import _output as output
from osk_scan.cli._scores import exact, span
from osk_scan.finding import Finding, FindingLicense
from osk_scan.model import Language
from osk_scan.terms import called

if TYPE_CHECKING:
    from osk_scan.pipeline.explaining import Answer, Stopping, Used
    from osk_scan.reports.wording import Words
    from osk_scan.score import ProductRecord

_WORDS = {
    "de": {
        "or": " oder ",
        "requires": "braucht",
        "stops": "ohne es steht still: {systems}",
        "more": "{systems} und {count} weitere",
        "only": "nur durch diese Komponente",
        "until": "bis",
        "licenses": ("angegeben", "festgestellt", "gewählt"),
        "lock-in": "Bindung, {agency}: Ausfallradius B = {radius}, B × fehlende Ersetzbarkeit H = {value}, {state}",
        "criticality": "Kritikalität, {agency}: Ausfallradius B = {radius}, B × fehlende Vitalität K = {value},"
        " {state}",
    },
    "en": {
        "or": " or ",
        "requires": "needs",
        "stops": "without it these stop: {systems}",
        "more": "{systems} and {count} more",
        "only": "only through it",
        "until": "until",
        "licenses": ("declared", "concluded", "chosen"),
        "lock-in": "Lock-in, {agency}: failure radius B = {radius}, B × missing substitutes H = {value}, {state}",
        "criticality": "Criticality, {agency}: failure radius B = {radius}, B × lack of vitality K = {value}, {state}",
    },
}


def show_answer(answer: "Answer", lang: Language) -> None:
    """Show what is known of the thing asked for."""
    from osk_scan.reports.wording import Words

    words = Words(lang)
    output.line(answer.about, "bold")
    for record in answer.products:
        if len(answer.products) > 1:
            output.line(record.name, "bold")
        _show(_product_lines(record, answer.names, words))
    for stopping in answer.hotspots:
        _show(_hotspot_lines(stopping, words))
    for use in answer.uses:
        _show(_use_lines(use, words))
    for finding in answer.findings:
        severity, state = called("severity", finding.severity, lang), called("finding.state", finding.state, lang)
        output.line(f"{finding.title.in_(lang)} ({finding.rule}, {severity}, {state})", "bold")
        _show(_finding_lines(finding, words, with_path=not answer.uses))


def _show(lines: Iterator[str]) -> None:
    for line in lines:
        output.line(f"  {line}")


def _product_lines(record: "ProductRecord", names: Mapping[str, str], words: "Words") -> Iterator[str]:
    from osk_scan.reports.parts import evidence_line, fact_line

    told = _WORDS[words.language]
    for name, fact in record.facts.items():
        yield fact_line(name, fact, names, words)
        for evidence in fact.evidence:
            yield f"  {evidence_line(evidence, words)}"
    for group in record.requires:
        yield f"{told['requires']}: {str(told['or']).join(names.get(id_, id_) for id_ in group)}"


def _hotspot_lines(stopping: "Stopping", words: "Words") -> Iterator[str]:
    told, hotspot = _WORDS[words.language], stopping.hotspot
    state = words.or_itself("state", hotspot.state)
    radius, value = (f"{span(found)} ({exact(found)})" for found in (hotspot.radius, hotspot.value))
    yield str(told[hotspot.kind]).format(agency=stopping.agency, radius=radius, value=value, state=state)
    if hotspot.systems:
        systems, more = ", ".join(hotspot.systems), hotspot.systems_stopped - len(hotspot.systems)
        named = str(told["more"]).format(systems=systems, count=more) if more > 0 else systems
        yield f"  {str(told['stops']).format(systems=named)}"


def _use_lines(use: "Used", words: "Words") -> Iterator[str]:
    evidence = use.evidence
    place = f"{evidence.document} {words.of_place(evidence.where)}"
    yield f"{use.agency} · {use.system}: {place} ({evidence.fact})"
    for path in use.paths:
        yield f"  {' → '.join(path)}"
    if use.only_through_it:
        yield f"  {_WORDS[words.language]['only']}: {', '.join(use.only_through_it)}"


def _finding_lines(finding: Finding, words: "Words", *, with_path: bool) -> Iterator[str]:
    lang = words.language
    yield finding.message.in_(lang)
    yield finding.fix.in_(lang)
    yield finding.why
    if finding.license:
        yield _license_line(finding.license, lang)
    if finding.decision:
        yield _decision_line(finding, words)
    if with_path and finding.path:
        yield " → ".join(finding.path)
    for evidence in finding.evidence:
        source = f" – {evidence.source}" if evidence.source else ""
        yield f"{evidence.document} {words.of_place(evidence.where)}: {words.of_evidence(evidence.fact)}{source}"


def _decision_line(finding: Finding, words: "Words") -> str:
    """Return what was decided, why, by whom and when: `accepted until 2027-06-30: … (IT-Sicherheit, 2026-11-23)`."""
    decided = called("finding.decision", finding.decision or "", words.language)
    until = f" {_WORDS[words.language]['until']} {finding.until}" if finding.until else ""
    return f"{decided}{until}: {finding.comment} ({finding.reviewer}, {(finding.decided_at or '')[:10]})"


def _license_line(license_: FindingLicense, lang: Language) -> str:
    """Return the license in its three columns: as declared, as concluded, and the arm chosen from an OR."""
    columns = zip(_WORDS[lang]["licenses"], (license_.declared, license_.concluded, license_.chosen), strict=True)
    return " · ".join(f"{heading}: {text or '–'}" for heading, text in columns)
