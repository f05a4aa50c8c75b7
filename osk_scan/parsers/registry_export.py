"""Installed Windows programs as the registry editor exports the key Uninstall (`.reg`)."""

import re
from collections.abc import Iterator, Mapping

from osk_scan.model import Document
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._named_fields import Record, record_portions
from osk_scan.parsers._portions import Portion
from osk_scan.parsers._tables import table_parser
from osk_scan.parsers._text import decoded

_HEADINGS = ("Windows Registry Editor Version 5", "REGEDIT4")
_PROGRAM = re.compile(r"\[HKEY_.*\\Uninstall\\([^\\]+)\]", re.IGNORECASE)
_TEXT = re.compile(r'"((?:[^"\\]|\\.)*+)"=(?:"((?:[^"\\]|\\.)*+)")?')
"""A value and, where it is a text (REG_SZ), what it says."""
_NAME = "DisplayName"
"""Windows does not tell names of values apart by capitals."""
_ESCAPED = re.compile(r"\\(.)")


def recognises(glance: Glance) -> bool:
    """Tell by the first line, which no language translates."""
    return glance.head.startswith(_HEADINGS)


def read(document: Document, mapping: Mapping[str, str]) -> tuple[Portion, ...]:
    """Return one component for each key with a display name; Windows lists no others as programs.

    A display name that is kept otherwise than as a text of one line goes to quarantine.

    Raises:
        RefusedDocument: where there is too much of anything.
    """
    programs = [record for record in _keys(decoded(document)) if _NAME in record.fields]
    return record_portions(document, "registry_export", programs, mapping)


def _keys(text: str) -> Iterator[Record]:
    """Yield the keys below Uninstall; the name of a key is the product's code where an MSI package made it."""
    where, fields = "", dict[str, str]()
    for number, line in enumerate(map(str.strip, text.split("\n")), 1):
        if line.startswith("["):
            if fields:
                yield Record(where, fields)
            found = _PROGRAM.fullmatch(line)
            where, fields = f"line {number}", {"PSChildName": found[1]} if found else {}
        elif fields and (said := _TEXT.match(line)):
            name, value = _plain(said[1]), _plain(said[2] or "")
            fields[_NAME if name.lower() == _NAME.lower() else name] = value
    if fields:
        yield Record(where, fields)


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)


PARSER = table_parser(
    title="Windows registry (.reg)",
    specification="Windows Installer documentation, Uninstall registry key; regedit, export file",
    example="reg export HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall programme.reg",
    recognises=recognises,
    shape="text",
    read=read,
    tabular=False,
)
