"""Bundler's `Gemfile.lock`."""

import re

from osk_scan.model import Document, Inventory, Kind
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._depends import Installed
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._lines import lines_of
from osk_scan.parsers._purls import purl
from osk_scan.parsers._toml import has_lines

_SECTIONS = ("GEM", "GIT", "PATH", "PLUGIN SOURCE")
_SPEC = re.compile(r"    (\S+) \(([^)\s-]+)(?:-([^)\s]+))?\)")
_NEED = re.compile(r"      (\S+?)!?(?: \(.*\))?")


def recognises(glance: Glance) -> bool:
    """Tell by a section of sources with its specs."""
    return has_lines(glance.head, r"(?:GEM|GIT|PATH|PLUGIN SOURCE)$", r"  specs:$")


def parse(document: Document) -> Inventory:
    """Return one component for each spec; builds of one gem for several platforms are alternatives."""
    gathering, locked = Gathering("gemfile_lock"), Installed()
    section, ref, in_specs = "", "", False
    for where, line in lines_of(document):
        if not line.startswith(" "):
            section, ref, in_specs = line, "", False
        elif line == "  specs:":
            in_specs = section in _SECTIONS
        elif in_specs and (spec := _SPEC.fullmatch(line)):
            ref = _take(gathering, locked, where, section, spec)
        elif in_specs and ref and (need := _NEED.fullmatch(line)):
            locked.needs(ref, where, ((need[1],),), must=need[1] != "bundler")
        elif in_specs:
            gathering.quarantine("unreadable-entry", where, line, line)
    locked.link(gathering)
    return gathering.inventory()


def _take(gathering: Gathering, locked: Installed, where: str, section: str, spec: re.Match[str]) -> str:
    name, version, platform = spec[1], spec[2], spec[3] or ""
    ours = section == "PATH"
    ref = gathering.add(
        ref=f"{name}@{version}" + (f"-{platform}" if platform else ""),
        name=name,
        version=version,
        purl=None if ours else purl("gem", name, version, platform=platform),
        kind=Kind.APPLICATION if ours else Kind.LIBRARY,
        where=where,
    )
    locked.has(ref, name)
    return ref


PARSER = Parser(
    title="Gemfile.lock",
    specification="Bundler documentation, Gemfile.lock",
    versions=(),
    example="bundle lock",
    recognises=recognises,
    parse=parse,
)
