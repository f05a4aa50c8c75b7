"""What the license question of each system came to, and which systems and bounds it did not go beyond."""

from osk_scan.reports._hotspots import LISTED
from osk_scan.reports._table import Column, Table
from osk_scan.reports.wording import Words, whole
from osk_scan.results import LicenseAnswer

_NAMED = 12


def licensing_table(answers: tuple[LicenseAnswer, ...], words: Words) -> Table:
    """Return conflicts, duties and publication of the systems that state a license of their own."""
    examined = tuple(answer for answer in answers if answer.outbound)
    columns = (
        Column(words("documents.system")),
        Column(words("licensing.outbound")),
        Column(words("licensing.conflicts"), "number"),
        Column(words("licensing.duties"), "number"),
        Column(words("licensing.unknown"), "number"),
        Column(words("licensing.opencode")),
        Column(words("licensing.gaps")),
    )
    rows = tuple(_row(answer, words) for answer in examined[:LISTED])
    left = len(examined) - LISTED
    more = words("licensing.more", count=left) if left > 0 else ""
    return Table(words("licensing.table"), columns, rows, more)


def not_examined(answers: tuple[LicenseAnswer, ...], words: Words) -> str:
    """Return which systems were not examined because they state no license of their own, or nothing."""
    names = [answer.system for answer in answers if not answer.outbound]
    if not names:
        return ""
    listed, others = ", ".join(names[:_NAMED]), len(names) - _NAMED
    told = words("hotspots.and-more", listed=listed, count=others) if others > 0 else listed
    return words("licensing.not-examined", count=len(names), systems=told)


def _row(answer: LicenseAnswer, words: Words) -> tuple[str, ...]:
    counts = (answer.conflicts, answer.duties, answer.unknown)
    return (
        f"{answer.agency} · {answer.system}",
        answer.outbound or "",
        *(whole(count, words.language) for count in counts),
        words(f"opencode.{answer.publication}"),
        " ".join(gap.in_(words.language) for gap in answer.gaps) or "–",
    )
