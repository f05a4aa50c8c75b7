"""`osk-scan rules`: what is judged, and proof that it is."""

from pathlib import Path

import click

from osk_scan.cli import _options as options
from osk_scan.cli import _output as output
from osk_scan.model import Language


@click.group(invoke_without_command=True)
@options.as_json
@options.language
@click.pass_context
def command(ctx: click.Context, as_json: bool, lang: Language) -> None:
    """List the rules; `show ID` explains one, `test` proves them by their cases.

    \b
    osk-scan rules
    osk-scan rules show conflict-with-outbound
    """
    if ctx.invoked_subcommand is None:
        from osk_scan.pipeline.rules import rule_pack

        rules = rule_pack().rules
        if as_json:
            output.json(rules)
        else:
            rows = [(rule.id, rule.topic, rule.severity, rule.title.in_(lang)) for rule in rules]
            output.table(("rule", "topic", "severity", "title"), rows)


@command.command("show")
@click.argument("rule_id")
@options.as_json
@options.language
def show(rule_id: str, as_json: bool, lang: Language) -> None:
    """Explain one rule: when it holds, what it says, what to do, and why.

    \b
    osk-scan rules show license-missing --lang en
    """
    from osk_scan.pipeline.rules import rule_named

    rule = rule_named(rule_id)
    if as_json:
        output.json(rule)
        return
    output.line(f"{rule.title.in_(lang)} ({rule.id}, {rule.topic}, {rule.severity})", "bold")
    for key, accepted in rule.when:
        output.line(f"  when {key}: {', '.join(accepted)}")
    for text in (rule.message.in_(lang), rule.fix.in_(lang), rule.why):
        output.line(f"  {text}")


@command.command("test")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
@click.option("--cases", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True,
              help="Folder with a case file for each rule.")  # fmt: skip
def test(folder: Path | None, cases: Path) -> int:
    """Try the rules of FOLDER [default: those that ship] on their cases; exit 2 where one fails.

    \b
    osk-scan rules test --cases tests/rule_cases
    """
    from osk_scan.pipeline.rules import failed_cases, rule_pack

    failed = failed_cases(cases, folder)
    for line in failed:
        output.warn(line)
    output.line(f"{len(rule_pack(folder).rules)} rules, {len(failed)} failed cases")
    return 2 if failed else 0
