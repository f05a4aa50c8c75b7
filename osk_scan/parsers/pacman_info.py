"""Installed Arch packages with licenses and dependencies, as `pacman -Qi` prints them."""

import re

from osk_scan.model import Document, Inventory
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._depends import Installed
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._purls import purl
from osk_scan.parsers._stanzas import Stanza, stanzas
from osk_scan.parsers._text import decoded

_BEGINS = re.compile(r"Name\s+: \S")
_BLANKS = re.compile(r"^([A-Z][A-Za-z]*(?: [A-Za-z]+)*) +: ", re.MULTILINE)
_BARE = re.compile(r"[<>=].*")


def recognises(glance: Glance) -> bool:
    """Tell by the first three fields, set off by blanks; PowerShell's lists of programs have no description."""
    begins = [line.split(" ", 1)[0] for line in glance.lines[:3]]
    return bool(_BEGINS.match(glance.head)) and begins == ["Name", "Version", "Description"]


def parse(document: Document) -> Inventory:
    """Return one component for each package, linked by what it depends on."""
    gathering, installed = Gathering("pacman_info"), Installed()
    for stanza in stanzas(_BLANKS.sub(lambda found: found[1].replace(" ", "-") + ": ", decoded(document))):
        if stanza.fields.get("name"):
            _take(gathering, installed, stanza)
        else:
            gathering.quarantine("missing-name", f"line {stanza.line}", stanza.raw)
    installed.link(gathering)
    return gathering.inventory()


def _take(gathering: Gathering, installed: Installed, stanza: Stanza) -> None:
    fields, where = stanza.fields, f"line {stanza.line}"
    name, version, arch = fields["name"], fields.get("version"), fields.get("architecture", "")
    licenses = _words(fields.get("licenses", ""))
    ref = gathering.add(
        ref=name,
        name=name,
        version=version,
        purl=purl("alpm", name.lower(), version, "arch", arch=arch),
        declared=licenses or None,
        where=where,
    )
    installed.has(ref, name, "", tuple(_BARE.sub("", word) for word in _words(fields.get("provides", ""))))
    needs = tuple((_BARE.sub("", word),) for word in _words(fields.get("depends-on", "")))
    installed.needs(ref, where, needs)


def _words(text: str) -> tuple[str, ...]:
    """Return the values, which two blanks set apart; the word None says there are none."""
    return () if text in ("", "None") else tuple(re.split(r"\s{2,}|\n", text))


PARSER = Parser(
    title="pacman -Qi",
    specification="pacman(8), query info",
    versions=(),
    example="LC_ALL=C pacman -Qi",
    recognises=recognises,
    parse=parse,
    deployed=True,
)
