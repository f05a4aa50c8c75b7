"""How receipts are shown: a line each, then what was not understood, with its place and what to do."""

from collections.abc import Sequence

from osk_scan import problems
from osk_scan.cli import _output as output
from osk_scan.model import Language, Receipt

_SHOWN = 10
_STATES = {
    "de": {"read": "gelesen", "stored": "gespeichert", "unchanged": "unverändert", "refused": "abgelehnt"},
    "en": {"read": "read", "stored": "stored", "unchanged": "unchanged", "refused": "refused"},
}
_HEADERS = {
    "de": ("Dokument", "Format", "System", "Zustand", "gelesen", "= gespeichert", "+ vereint", "+ gefaltet",
           "+ quarantäne", "Abhängigkeiten", "offen"),
    "en": ("document", "format", "system", "state", "in", "= stored", "+ merged", "+ folded", "+ quarantined",
           "dependencies", "dangling"),
}  # fmt: skip


def show_receipts(receipts: Sequence[Receipt], as_json: bool, lang: Language, told: bool = True) -> int:
    """Print receipts, with what was not understood if `told`; return the exit code: 2 where one was refused."""
    if as_json:
        output.json_lines(printable(receipt) for receipt in receipts)
    else:
        output.table(_HEADERS[lang], [_row(receipt, lang) for receipt in receipts])
        for receipt in receipts if told else ():
            _show_problems(receipt, lang)
    refused = [receipt for receipt in receipts if receipt.state == "refused"]
    for receipt in refused:
        problem = receipt.problems[0]
        where = problem.where if problem.where.startswith(receipt.document) else f"{receipt.document} {problem.where}"
        output.warn(f"{where}: {problems.message(problem).en}; {problems.fix(problem).en}")
    return 2 if refused else 0


def printable(receipt: Receipt) -> dict[str, object]:
    """Return a receipt as INTERFACE.md lays it down, each problem in both languages."""
    import msgspec

    fields: dict[str, object] = msgspec.to_builtins(receipt)
    fields["problems"] = [
        {
            "where": problem.where,
            "component": problem.component,
            "message": msgspec.to_builtins(problems.message(problem)),
            "fix": msgspec.to_builtins(problems.fix(problem)),
            "severity": problems.severity(problem),
        }
        for problem in receipt.problems
    ]
    return fields


def _row(receipt: Receipt, lang: Language) -> tuple[object, ...]:
    ledger = receipt.counts
    numbers: tuple[object, ...] = (None,) * 7
    if ledger:
        numbers = (ledger.in_, ledger.stored, ledger.merged, ledger.folded, ledger.quarantined, ledger.dependencies,
                   ledger.dangling)  # fmt: skip
    form = f"{receipt.format} {receipt.spec_version or ''}".strip() if receipt.format else None
    return (receipt.document, form, receipt.system, _STATES[lang][receipt.state], *numbers)


def _show_problems(receipt: Receipt, lang: Language) -> None:
    for problem in receipt.problems[:_SHOWN] if receipt.state != "refused" else ():
        about = f" ({problem.component})" if problem.component else ""
        message, fix = problems.message(problem).in_(lang), problems.fix(problem).in_(lang)
        output.line(f"  {receipt.document} {problem.where}{about}: {message}; {fix}")
    if len(receipt.problems) > _SHOWN:
        output.line(f"  {receipt.document}: + {len(receipt.problems) - _SHOWN} (--json)")
