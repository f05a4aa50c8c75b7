"""The database of installed Alpine packages, `/lib/apk/db/installed`, with licenses and dependencies."""

import re
from collections.abc import Iterator

from osk_scan.model import Document, Inventory
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._depends import Installed
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._purls import purl
from osk_scan.parsers._text import decoded

_FIELD = re.compile(r"[A-Za-z]:.*")
_BARE = re.compile(r"[<>=~].*")


def recognises(glance: Glance) -> bool:
    """Tell by one-letter fields that name a package and its version."""
    lines = glance.lines[:40]
    starts = {line[:2] for line in lines}
    return bool(lines) and starts >= {"P:", "V:"} and all(_FIELD.match(line) for line in lines)


def parse(document: Document) -> Inventory:
    """Return one component for each package, linked by what it needs and who provides that."""
    gathering, installed = Gathering("apk_installed"), Installed()
    for where, fields, raw in _records(document):
        name = fields.get("P")
        if name:
            _take(gathering, installed, where, name, fields)
        else:
            gathering.quarantine("missing-name", where, raw)
    installed.link(gathering)
    return gathering.inventory()


def _records(document: Document) -> Iterator[tuple[str, dict[str, str], str]]:
    """Yield address, fields and text of each record; of the list of files that follows the fields nothing is read."""
    began, lines = 1, list[str]()
    for number, line in enumerate([*decoded(document).split("\n"), ""], 1):
        if line.strip():
            began = began if lines else number
            lines.append(line.rstrip())
        elif lines:
            yield f"line {began}", {text[0]: text[2:].strip() for text in reversed(lines)}, "\n".join(lines)
            lines = []


def _take(gathering: Gathering, installed: Installed, where: str, name: str, fields: dict[str, str]) -> None:
    arch, version, license_ = fields.get("A", ""), fields.get("V") or None, fields.get("L")
    ref = gathering.add(
        ref=name,
        name=name,
        version=version,
        purl=purl("apk", name.lower(), version, "alpine", arch=arch),
        declared=(license_,) if license_ else None,
        identifiers=(f"apk-origin:{fields['o']}",) if fields.get("o") else (),
        where=where,
    )
    installed.has(ref, name, arch, _names(fields.get("p", "")))
    installed.needs(ref, where, tuple((need,) for need in _names(fields.get("D", ""))), arch)


def _names(text: str) -> tuple[str, ...]:
    """Return the names without their versions; `!name` forbids and is no need."""
    return tuple(_BARE.sub("", word) for word in text.split() if not word.startswith("!"))


PARSER = Parser(
    title="apk installed",
    specification="Alpine Linux wiki, Apk spec, installed database",
    versions=("2",),
    example="cat /lib/apk/db/installed",
    recognises=recognises,
    parse=parse,
    deployed=True,
)
