"""How receipts are shown: a line each, then what was not understood, with its place and what to do."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from osk_scan import problems
from osk_scan.cli import _output as output
from osk_scan.model import Language, Problem, Wording
from osk_scan.receipt import Counts, Receipt
from osk_scan.terms import called, place_in

if TYPE_CHECKING:
    from osk_scan.store.receipts import KeptReceipt

_SHOWN = 10
_HEADERS = {
    "de": ("Dokument", "Format", "Verfahren", "Zustand", "Komponenten", "Abhängigkeiten"),
    "en": ("document", "format", "system", "state", "components", "dependencies"),
}
_PARTS = {
    "de": {"merged": "zusammengefasst", "folded": "eingegliedert", "quarantined": "zurückgestellt"},
    "en": {"merged": "merged", "folded": "folded", "quarantined": "quarantined"},
}
_DANGLING: dict[Language, str] = {"de": "{edges} ({dangling} offen)", "en": "{edges} ({dangling} dangling)"}
_NUMBER: dict[Language, str] = {"de": "Nr.", "en": "no."}
_AT: dict[Language, str] = {"de": "erhalten", "en": "received"}
_DOCUMENT: dict[Language, str] = {"de": "Dokument", "en": "document"}
_DROPPED: dict[Language, str] = {"de": "aus Datenschutzgründen weggelassen", "en": "left out for data protection"}
_LOOKED_FOR: dict[Language, str] = {
    "de": "{number} Formate (osk-scan check nennt sie)",
    "en": "{number} formats (osk-scan check names them)",
}
_COUNTED = {"de": ("vorhanden", "fehlt", "entfällt"), "en": ("present", "missing", "not applicable")}
DEPLOYED = Wording(
    "Liste installierter Software (CISA-Typ „Deployed“): Anforderungen an SBOM gelten für sie nicht",
    "list of installed software (CISA type “Deployed”): demands on SBOMs do not apply to it",
)


def show_receipts(
    receipts: Sequence[Receipt], as_json: bool, lang: Language, told: bool = True, whole: bool = False
) -> int:
    """Print receipts, with what was not understood if `told`; return the exit code: 2 where one was refused."""
    if as_json:
        output.json_lines(printable(receipt) for receipt in receipts)
    else:
        several = len({receipt.agency for receipt in receipts}) > 1
        output.table(_HEADERS[lang], [_row(receipt, lang, several) for receipt in receipts])
        for receipt in receipts if told else ():
            if receipt.state != "refused":
                _show_problems(receipt, lang)
    return outcome(receipts, lang, whole)


def outcome(receipts: Sequence[Receipt], lang: Language, whole: bool = False) -> int:
    """Say on standard error why documents were refused, `whole` or in short; return the exit code: 2 where one was."""
    refused = [receipt for receipt in receipts if receipt.state == "refused"]
    for receipt in refused:
        output.warn(_told(receipt, receipt.problems[0] if whole else _short(receipt.problems[0], lang), lang))
    return 2 if refused else 0


def _short(problem: Problem, lang: Language) -> Problem:
    """Return the problem with the number of the formats that were looked for instead of their names."""
    found, _, tried = problem.detail.partition(" ≠ ")
    if not problem.kind.startswith("unknown-") or not tried:
        return problem
    looked_for = _LOOKED_FOR[lang].format(number=tried.count(", ") + 1)
    return Problem(problem.kind, problem.where, problem.component, f"{found} ≠ {looked_for}")


def show_numbered(kept: "Sequence[KeptReceipt]", lang: Language) -> None:
    """Print a line for each kept receipt, with its number and when it was given."""
    headers = (_NUMBER[lang], _AT[lang], *_HEADERS[lang])
    output.table(headers, [(str(each.number), _minute(each.received_at), *_row(each.receipt, lang)) for each in kept])


def _minute(moment: str) -> str:
    """Return an ISO 8601 moment to the minute in the time zone of this machine, for people."""
    return f"{datetime.fromisoformat(moment).astimezone():%Y-%m-%d %H:%M}"


def show_whole(kept: "KeptReceipt", lang: Language) -> None:
    """Print one receipt with all that it says."""
    receipt = kept.receipt
    show_numbered([kept], lang)
    output.line(f"{_DOCUMENT[lang]}: SHA-256 {receipt.sha256}")
    for profile, fields in receipt.quality.items():
        headers = (profile, *_COUNTED[lang])
        output.table(headers, [(name, q.present, q.missing, q.not_applicable) for name, q in fields.items()])
    if receipt.deployed:
        output.line(DEPLOYED.in_(lang), "yellow")
    _show_problems(receipt, lang, len(receipt.problems))


def printable_kept(kept: "KeptReceipt") -> dict[str, object]:
    """Return a kept receipt with its number and when it was given."""
    return {"number": kept.number, "received_at": kept.received_at, **printable(kept.receipt)}


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


def _row(receipt: Receipt, lang: Language, several: bool = False) -> tuple[object, ...]:
    """Return the cells of one line, with the agency in front of the system where there are `several`."""
    form = f"{receipt.format} {receipt.spec_version or ''}".strip() if receipt.format else None
    system = f"{receipt.agency}: {receipt.system}" if several else receipt.system
    ledger = receipt.counts
    counted = (_balance(ledger, lang), _edges(ledger, lang)) if ledger else (None, None)
    return (receipt.document, form, system, called("documents.state", receipt.state, lang), *counted)


def _balance(ledger: Counts, lang: Language) -> str:
    """Return what came in and where it went, for example `22 = 21 stored + 1 folded`; what is 0 is not named."""
    parts = [f"{ledger.stored} {called('documents.state', 'stored', lang)}"]
    parts += [f"{count} {word}" for name, word in _PARTS[lang].items() if (count := getattr(ledger, name))]
    return f"{ledger.in_} = {' + '.join(parts)}"


def _edges(ledger: Counts, lang: Language) -> str:
    if not ledger.dangling:
        return str(ledger.dependencies)
    return _DANGLING[lang].format(edges=ledger.dependencies, dangling=ledger.dangling)


def _show_problems(receipt: Receipt, lang: Language, shown: int = _SHOWN) -> None:
    """Print what is not in the inventory, and why: columns that were dropped, parts that were not understood."""
    if receipt.dropped_columns:
        output.line(f"  {receipt.document}: {_DROPPED[lang]}: {', '.join(receipt.dropped_columns)}")
    for problem in receipt.problems[:shown]:
        output.line(f"  {_told(receipt, problem, lang)}")
    if len(receipt.problems) > shown:
        output.line(f"  {receipt.document}: + {len(receipt.problems) - shown} (--json)")


def _told(receipt: Receipt, problem: Problem, lang: Language) -> str:
    """Return where a problem is, the document's name once, what is wrong and what to do."""
    inside = f"{problem.where} ".removeprefix(f"{receipt.document} ").strip()
    where = f"{receipt.document} {place_in(inside, lang)}".strip()
    about = f" ({problem.component})" if problem.component else ""
    return f"{where}{about}: {problems.message(problem).in_(lang)}; {problems.fix(problem).in_(lang)}"
