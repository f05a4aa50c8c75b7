"""Read paragraphs of `Field: value` lines, as Debian's control files have them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_FIELD = re.compile(r"([!-9;-~]+):[ \t]*(.*)")


class Stanza(NamedTuple):
    """One paragraph: the line it begins at, its fields in lower case, its raw text."""

    line: int
    fields: dict[str, str]
    raw: str


def stanzas(text: str) -> Iterator[Stanza]:
    """Yield the paragraphs in order; continuation lines belong to the field above them.

    Source: Debian Policy 4.7.0, section 5.1 (syntax of control files).
    """
    began, lines = 1, list[str]()
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.rstrip("\r")
        if line.strip():
            began = began if lines else number
            lines.append(line)
        elif lines:
            yield _stanza(began, lines)
            lines = []
    if lines:
        yield _stanza(began, lines)


def _stanza(began: int, lines: list[str]) -> Stanza:
    fields: dict[str, list[str]] = {}
    last = ""
    for line in lines:
        if line[0] in " \t":
            if last:
                fields[last].append(line.strip())
            continue
        found = _FIELD.match(line)
        last = found[1].lower() if found else ""
        if found:
            fields[last] = [found[2].strip()]
    return Stanza(began, {field: "\n".join(parts) for field, parts in fields.items()}, "\n".join(lines))
