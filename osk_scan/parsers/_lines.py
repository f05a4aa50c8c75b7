"""Read lists that have one entry on a line: what does not look like an entry goes to quarantine with its line."""

import re
from collections.abc import Iterator

from osk_scan.model import Document
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._text import decoded
from osk_scan.problems import refused

MAX_LINE = 8_000
"""Characters; the patterns of some formats need time that grows with the square of a line."""

_PROMPT = re.compile(
    r"[\w.-]+@[\w.-]+[: ][^#$%]*[#$%](?: .*)?|\[[\w.-]+@[\w.-]+ [^\]]*\][#$](?: .*)?|(?:PS )?[A-Za-z]:\\[^>]*>.*"
)
"""What a shell shows before a command: `user@host:~$ dpkg -l`, which people copy along; it names both of them."""


def lines_of(document: Document) -> Iterator[tuple[str, str]]:
    """Yield (address, line) of each line that is not blank and no prompt, without the white space behind it.

    Raises:
        RefusedDocument: where a line is too long to be an entry.
    """
    for number, line in enumerate(decoded(document).split("\n"), 1):
        if len(line) > MAX_LINE:
            raise refused("cap-exceeded", f"{document.name} line {number}", f"more than {MAX_LINE} characters")
        if line.strip() and not _PROMPT.fullmatch(line.strip()):
            yield f"line {number}", line.rstrip()


def entries(
    gathering: Gathering, document: Document, entry: re.Pattern[str], furniture: re.Pattern[str] | None = None
) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield (address, match) of each line that `entry` fully matches; headings match `furniture` and are passed over.

    Every other line is quarantined, so that a list in a dialect unknown here is told, not shortened.
    """
    for where, line in lines_of(document):
        if furniture and furniture.match(line):
            continue
        found = entry.fullmatch(line)
        if found:
            yield where, found
        else:
            gathering.quarantine("unreadable-entry", where, line, line)


def mostly(lines: tuple[str, ...], entry: re.Pattern[str], share: float = 0.8) -> bool:
    """Tell whether at least `share` of the lines that are no prompts fully match `entry`, and at least one does."""
    listed = [line for line in lines if not _PROMPT.fullmatch(line)]
    matching = sum(1 for line in listed if entry.fullmatch(line))
    return matching > 0 and matching >= share * len(listed)
