"""Installed npm packages as `npm ls` prints them for people, as a tree."""

import re

from osk_scan.model import Document, Inventory, Kind
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._lines import lines_of, mostly
from osk_scan.parsers._npm import npm_purl
from osk_scan.problems import refused

_STROKES = r"((?:[│|] |  )*)[├└+`\\][─-][─┬-] "
"""Two characters for each level; where npm is not to use Unicode they are ASCII."""
_NAME = r"((?:@[^/@\s]+/)?[^/@\s]+)"
_BRANCH = re.compile(rf"{_STROKES}(.*)")
_UNMET = re.compile(r"UNMET (OPTIONAL |PEER )?DEPENDENCY (.*)")
_PACKAGE = re.compile(rf"{_NAME}@(\S+)( .*)?")
_ALIAS = re.compile(rf"npm:{_NAME}@(.+)")
_ROOT = re.compile(rf"(?:{_NAME}@(\S+) )?(?:/|[A-Za-z]:\\).*")
"""The project and its folder, or a folder alone."""
_TREE = re.compile(rf"{_STROKES}(?:UNMET .*|{_NAME}@[^\s:]+(?: .*)?)")
_FURNITURE = re.compile(r"npm (?:warn|error|notice|WARN|ERR!) .*|[└`]-?─* \(empty\)|> .*")
_MISREAD = {"ÔöÇ": "cp850", "â”€": "cp1252"}
"""The stroke in UTF-8, taken for another encoding: so PowerShell redirects what npm prints."""


def recognises(glance: Glance) -> bool:
    """Tell by branches of a tree with name and version, joined by `@`, at their ends."""
    lines = (_mended(line) for line in glance.lines)
    return mostly(tuple(line for line in lines if not (_FURNITURE.fullmatch(line) or _ROOT.fullmatch(line))), _TREE)


def parse(document: Document) -> Inventory:
    """Return the project and one component for each name and version; one shown again is merged.

    Raises:
        RefusedDocument: where there is no tree.
    """
    gathering, path = Gathering("npm_ls_text"), list[str]()
    for where, text in lines_of(document):
        line = _mended(text)
        if found := _BRANCH.fullmatch(line):
            path = path[: len(found[1]) // 2 + 1] or [""]
            path.append(_take(gathering, where, found[2], path[-1]))
        elif root := _ROOT.fullmatch(line):
            path = [_take_root(gathering, where, root)]
        elif not _FURNITURE.fullmatch(line):
            gathering.quarantine("unreadable-entry", where, line, line)
    if not path:
        raise refused("not-in-format", document.name, "npm_ls_text")
    return gathering.inventory()


def _mended(line: str) -> str:
    for stroke, encoding in _MISREAD.items():
        if stroke in line:
            return line.encode(encoding, "replace").decode("utf-8", "replace")
    return line


def _take_root(gathering: Gathering, where: str, root: re.Match[str]) -> str:
    """Add the project and return its reference; of a list of what is installed for all there is none."""
    if not root[1]:
        return ""
    gathering.edges_known = True
    ref = where if gathering.subject_ref else "."
    ref = gathering.add(ref=ref, name=root[1], version=root[2], kind=Kind.APPLICATION, where=where)
    gathering.subject_ref = gathering.subject_ref or ref
    return ref


def _take(gathering: Gathering, where: str, said: str, above: str) -> str:
    """Add what one branch says and return its reference; what is not installed dangles, or is told where it may be."""
    unmet = _UNMET.fullmatch(said)
    found = _PACKAGE.fullmatch(unmet[2] if unmet else said)
    if found is None:
        gathering.quarantine("unreadable-entry", where, said, said)
        return ""
    if unmet and unmet[1]:
        gathering.problem("not-installed", where, found[1], said)
        return ""
    ref = f"{found[1]}@{found[2]}"
    marks = (found[3] or "").split()
    if not unmet and "deduped" not in marks:
        _add(gathering, where, ref, _ALIAS.fullmatch(found[2]) or found)
    if above and "extraneous" not in marks:
        gathering.depend(above, ref, where)
    return ref


def _add(gathering: Gathering, where: str, ref: str, found: re.Match[str]) -> None:
    scope, _, bare = found[1].rpartition("/")
    gathering.add(
        ref=ref,
        name=bare,
        namespace=scope or None,
        version=found[2],
        purl=npm_purl(found[1], found[2]),
        kind=Kind.LIBRARY,
        where=where,
    )


PARSER = Parser(
    title="npm ls (text)",
    specification="npm documentation, npm-ls, Configuration (all, unicode)",
    versions=(),
    example="npm ls --all",
    recognises=recognises,
    parse=parse,
)
