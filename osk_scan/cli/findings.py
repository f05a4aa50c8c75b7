"""`osk-scan findings`: list, waive and compare what the rules say."""

from pathlib import Path

import click

from osk_scan.cli import _options as options
from osk_scan.cli import _output as output
from osk_scan.finding import SEVERITIES, Finding
from osk_scan.model import Language
from osk_scan.terms import called

_COLUMNS = {
    "de": ("Id", "Schwere", "Befund", "Behörde", "Verfahren", "betrifft", "Regel", "Meldung"),
    "en": ("id", "severity", "finding", "agency", "system", "about", "rule", "message"),
}
_WAIVED = {"de": "Ausnahme bis", "en": "waived until"}
_REVOKED = {"de": "Ausnahme widerrufen", "en": "waiver revoked"}
_MORE = {"de": "… {more} weitere (--limit 0)", "en": "… {more} more (--limit 0)"}
_HINT = {
    "de": "osk-scan why ID: Begründung, Pfad und Abhilfe eines Befunds",
    "en": "osk-scan why ID: reason, path and remedy of a finding",
}


@click.group(invoke_without_command=True)
@options.agency
@click.option("--system", help="Only this system.")
@click.option("--rule", help="Only this rule (see `osk-scan rules`).")
@click.option(
    "--severity", type=click.Choice(SEVERITIES), default="info", show_default=True, help="At least this grave."
)
@click.option("--state", type=click.Choice(["open", "waived"]), help="Only findings in this state.")
@click.option("--limit", default=50, show_default=True, help="At most this many; 0 for all.")
@options.assessment
@options.fail_on
@options.database
@options.as_json
@options.language
@click.pass_context
def command(
    ctx: click.Context, /, limit: int, db_file: Path, as_json: bool, lang: Language, **asked: str | None
) -> int:
    """List findings, the gravest first; `waive` accepts one, `revoke` ends that, `diff` compares two assessments.

    \b
    osk-scan findings --agency "Landesamt B" --severity high
    osk-scan findings waive 3fa9 --reason "Ablösung beauftragt" --until 2027-06-30 --by "IT-Sicherheit"
    """
    if ctx.invoked_subcommand is not None:
        return 0
    from osk_scan.pipeline.querying import Question, ask

    least = SEVERITIES.index(asked["severity"] or "info")
    question = Question(
        agency=asked["agency"],
        system=asked["system"],
        rule=asked["rule"],
        severities=SEVERITIES[least:],
        state=asked["state"],
        assessment=asked["assessment"],
    )
    with options.opened(db_file) as db:
        total, gravest, found = ask(db, question, None if as_json or not limit else limit)
    if as_json:
        output.json_lines(found)
    else:
        _show(found, total, lang)
    return 1 if gravest and output.reaches(gravest, asked["fail_on"]) else 0


@command.command("waive")
@click.argument("finding")
@click.option("--reason", required=True, help="Why it is accepted.")
@click.option("--until", required=True, callback=options.day, help="Last day on which the waiver holds (YYYY-MM-DD).")
@click.option("--by", "reviewer", required=True, help="Who decides: a role, not a person, where possible.")
@options.database
@options.language
def waive(finding: str, reason: str, until: str, reviewer: str, db_file: Path, lang: Language) -> None:
    """Accept FINDING (the beginning of its id) until a day; the waiver survives re-uploads.

    \b
    osk-scan findings waive 3fa9 --reason "Ablösung beauftragt" --until 2027-06-30 --by "IT-Sicherheit"
    """
    from osk_scan.pipeline.waiving import waive as accept

    with options.opened(db_file) as db:
        waiver = accept(db, finding, reason=reason, reviewer=reviewer, until=until, decided_at=options.now())
    output.line(f"{waiver.finding}: {_WAIVED[lang]} {waiver.until}")


@command.command("revoke")
@click.argument("finding")
@click.option("--reason", required=True, help="Why it is accepted no more.")
@click.option("--by", "reviewer", required=True, help="Who decides: a role, not a person, where possible.")
@options.database
@options.language
def revoke(finding: str, reason: str, reviewer: str, db_file: Path, lang: Language) -> None:
    """Revoke the waiver of FINDING (the beginning of its id), which is open again; both decisions stay on record.

    \b
    osk-scan findings revoke 3fa9 --reason "Ablösung abgesagt" --by "IT-Sicherheit"
    """
    from osk_scan.pipeline import waiving

    with options.opened(db_file) as db:
        revoked = waiving.revoke(db, finding, reason=reason, reviewer=reviewer, decided_at=options.now())
    output.line(f"{revoked.finding}: {_REVOKED[lang]}")


@command.command("diff")
@click.argument("old")
@click.argument("new")
@options.database
@options.as_json
@options.language
def diff(old: str, new: str, db_file: Path, as_json: bool, lang: Language) -> None:
    """Compare two assessments: which findings came, which went.

    \b
    osk-scan findings diff 1c03 9ab2
    """
    from osk_scan.pipeline.querying import compare

    with options.opened(db_file) as db:
        came, went = compare(db, old, new)
    if as_json:
        output.json({"new": came, "resolved": went})
        return
    for sign, findings in (("+", came), ("-", went)):
        for finding in findings:
            about = f"{_whose(finding)} · {_about(finding)}: {finding.title.in_(lang)}"
            output.line(f"{sign} {called('severity', finding.severity, lang):<9}{finding.rule:<32}{about}")
    output.line(f"+ {len(came)}  - {len(went)}")


def _show(found: list[Finding], total: int, lang: Language) -> None:
    """Print a line for each; the message, several sentences, only where lines are as wide as they are."""
    whole = not output.on_terminal()
    rows = [
        (
            *(f.id[:8], called("severity", f.severity, lang), f.title.in_(lang) + _state(f, lang)),
            *(f.agency or "–", f.system, _about(f)),
            *((f.rule, f.message.in_(lang)) if whole else ()),
        )
        for f in found
    ]
    output.table(_COLUMNS[lang] if whole else _COLUMNS[lang][:-2], rows)
    if total > len(found):
        output.line(_MORE[lang].format(more=total - len(found)), "dim")
    if found:
        output.note(_HINT[lang])


def _whose(finding: Finding) -> str:
    return " / ".join(filter(None, (finding.agency, finding.system))) or "–"


def _about(finding: Finding) -> str:
    component = finding.component
    if component is None:
        return finding.product or finding.vendor or "–"
    version = component.version or ""
    return component.name if component.name.endswith(version) else f"{component.name} {version}"


def _state(finding: Finding, lang: Language) -> str:
    return f" [{_WAIVED[lang]} {finding.until}]" if finding.state == "waived" else ""
