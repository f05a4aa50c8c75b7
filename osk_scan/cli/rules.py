"""`osk-scan rules`: what is judged, and proof that it is."""

from pathlib import Path

import click

from osk_scan.cli import _options as options
from osk_scan.cli import _output as output
from osk_scan.model import Language
from osk_scan.terms import called

_COLUMNS: dict[Language, tuple[str, ...]] = {
    "de": ("Regel", "Thema", "Schwere", "Titel"),
    "en": ("rule", "topic", "severity", "title"),
}
_WORDS: dict[Language, dict[str, str]] = {
    "de": {
        "when": "wenn",
        "off": "aus",
        "proved": "Regeln: {rules}, Fälle: {cases}, nicht bestanden: {failed}",
        "changes": "Versuchsweise Änderungen an Regeln: {changes}, unbemerkt: {unnoticed}",
    },
    "en": {
        "when": "when",
        "off": "off",
        "proved": "{rules} rules, {cases} cases, {failed} failed",
        "changes": "{changes} changes of rules tried, {unnoticed} unnoticed",
    },
}


@click.group(invoke_without_command=True)
@options.as_json
@options.language
@click.pass_context
def command(ctx: click.Context, as_json: bool, lang: Language) -> None:
    """List the rules; `show ID` explains one, `test` proves them by their cases, `diff` tries others.

    With --rules FOLDER, a file in it takes the place of the shipped one of its name; where it only says `off: REASON`,
    nothing is judged by that rule.

    \b
    osk-scan rules
    osk-scan rules show conflict-with-outbound
    """
    if ctx.invoked_subcommand is None:
        from osk_scan.pipeline.rules import rule_pack

        pack = rule_pack()
        if as_json:
            output.json((*pack.rules, *pack.off))
        else:
            rows = [
                (one.id, one.topic, called("severity", one.severity, lang), one.title.in_(lang)) for one in pack.rules
            ]
            rows += [(one.id, one.topic, _WORDS[lang]["off"], one.off) for one in pack.off]
            output.table(_COLUMNS[lang], rows)


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
    output.line(f"{rule.title.in_(lang)} ({rule.id}, {rule.topic}, {called('severity', rule.severity, lang)})", "bold")
    for key, accepted in rule.when:
        output.line(f"  {_WORDS[lang]['when']} {key}: {', '.join(accepted)}")
    for text in (rule.message.in_(lang), rule.fix.in_(lang), rule.why):
        output.line(f"  {text}")


@command.command("test")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
@click.option("--cases", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True,
              help="Folder with a case file for each rule.")  # fmt: skip
@click.option("--unnoticed", is_flag=True, help="List the small changes of rules that no case notices.")
@options.as_json
@options.language
def test(folder: Path | None, cases: Path, unnoticed: bool, as_json: bool, lang: Language) -> int:
    """Try the rules of FOLDER [default: those that ship] on their cases; exit 2 where one fails.

    Each rule is also changed in small ways – a condition dropped, a value more or less, a threshold moved by 0.01 – to
    see whether its cases notice.

    \b
    osk-scan rules test --cases tests/rule_cases
    """
    from osk_scan.pipeline.rules import proved

    proof = proved(cases, folder)
    if as_json:
        output.json(proof)
        return 2 if proof.failures else 0
    for line in proof.failures:
        output.warn(line)
    for line in proof.unnoticed if unnoticed else ():
        output.line(line)
    words = _WORDS[lang]
    output.line(words["proved"].format(rules=proof.rules, cases=proof.cases, failed=len(proof.failures)))
    output.line(words["changes"].format(changes=proof.changes, unnoticed=len(proof.unnoticed)))
    return 2 if proof.failures else 0


@command.command("diff")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@options.agency
@options.as_of
@options.database
@options.as_json
@options.language
def diff(folder: Path, agency: str | None, as_of: str, db_file: Path, as_json: bool, lang: Language) -> None:
    """Say which findings the rules of FOLDER would add (+), remove (-) or word otherwise (~); nothing is stored.

    Only rules are compared; for other parts of a policy assess with --rules and use `osk-scan findings diff`.

    \b
    osk-scan rules diff my-rules
    """
    from osk_scan.pipeline.policy import Policy
    from osk_scan.pipeline.previewing import preview

    with options.opened(db_file) as db:
        found = preview(db, Policy(), folder, as_of, agency)
    if as_json:
        output.json(found)
        return
    for rule in found.off:
        output.line(f"{_WORDS[lang]['off']:<11}{rule.id:<32}{rule.off}")
    for sign, findings in (("+", found.came), ("-", found.went), ("~", found.changed)):
        for one in findings:
            where = " · ".join(part for part in (one.agency, one.system, one.about) if part)
            severity = called("severity", one.severity, lang)
            output.line(f"{sign} {severity:<9}{one.rule:<32}{where}: {one.message.in_(lang)}")
    output.line(f"+ {len(found.came)}  - {len(found.went)}  ~ {len(found.changed)}  = {found.same}")
