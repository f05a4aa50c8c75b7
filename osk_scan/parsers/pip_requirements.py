"""Python requirements: `pip freeze`, `requirements.txt`, `pip-compile` and `uv export`."""

import re
from collections.abc import Iterator

from osk_scan.model import Document, Inventory, Kind
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._lines import lines_of
from osk_scan.parsers._python import folded_name, pypi_purl

_NAME = r"([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)"
_LIMIT = r"(?:===?|[<>~!]=|[<>])\s*[\w.*+!-]+"
_LIMITS = rf"(\(?\s*(?:{_LIMIT}(?:\s*,\s*{_LIMIT})*)?\s*,?\s*\)?)"
_MARKER = r"(?:;\s*\(?\s*[a-z_]+\s*(?:[=<>!~]|in\b|not\b).*)?"
_SPECIFIED = re.compile(rf"{_NAME}\s*(?:\[[^\]]*\])?\s*{_LIMITS}\s*{_MARKER}")
_DIRECT = re.compile(rf"{_NAME}\s*(?:\[[^\]]*\])?\s*@\s*(\S+).*")
_FROM_URL = re.compile(r"(?:-e\s+|--editable[ =])\S.*|(?:git\+|hg\+|svn\+|bzr\+|https?:|file:|\./|\.\./|\.$)\S*.*")
_EGG = re.compile(r"[#&]egg=([A-Za-z0-9._-]+)")
_OPTION = re.compile(r"-{1,2}[a-zA-Z-]+(?:[ =].*)?")
_COMMENT = re.compile(r"(?:^|\s)#.*")
_PINNED = re.compile(r"\(?={2,3}\s*([^\s,*)]+)\)?")
_TELLING = re.compile(rf"{_NAME}\s*(?:\[[^\]]*\])?\s*(?:[=~!<>]=|[<>]|@\s).*|-r .+|-e .+|-c .+|--[a-z-]+[ =].*")

_MAX_REQUIREMENT = 2_000


def recognises(glance: Glance) -> bool:
    """Tell by at least one line with a version, a link or an option, and none that is no requirement."""
    lines = [line for line in glance.lines if not line.lstrip().startswith(("#", "--hash"))]
    readable = [line for line in lines if _is_requirement(line.strip().rstrip("\\").strip())]
    named = "requirements" in glance.name
    if not readable or len(readable) < (0.5 if named else 0.9) * len(lines):
        return False
    return named or any(_TELLING.fullmatch(line) for line in readable)


def parse(document: Document) -> Inventory:
    """Return one component for each requirement; a range is kept and marked, an index's address is passed over."""
    gathering = Gathering("pip_requirements")
    for where, line in _logical_lines(document):
        direct, specified = _DIRECT.fullmatch(line), _SPECIFIED.fullmatch(line)
        if _FROM_URL.fullmatch(line):
            _take_link(gathering, where, line)
        elif _OPTION.fullmatch(line):
            gathering.problem("not-read", where, None, line.split()[0])
        elif direct:
            _take(gathering, where, direct[1], None)
        elif specified:
            _take(gathering, where, specified[1], _version(specified[2]))
        else:
            gathering.quarantine("unreadable-entry", where, line, line)
    return gathering.inventory()


def _is_requirement(line: str) -> bool:
    return any(pattern.fullmatch(_bare(line)) for pattern in (_SPECIFIED, _DIRECT, _FROM_URL, _OPTION))


def _logical_lines(document: Document) -> Iterator[tuple[str, str]]:
    """Yield requirements with their continuation lines joined, without comments and hashes."""
    began, parts = "", list[str]()
    for where, line in lines_of(document):
        began = began if parts else where
        parts.append(line.rstrip("\\"))
        if line.endswith("\\"):
            continue
        joined, parts = _bare(" ".join(parts)), []
        if joined:
            yield began, joined
    if parts and _bare(" ".join(parts)):
        yield began, _bare(" ".join(parts))


def _bare(line: str) -> str:
    """Return the line without comments and hashes, white space as single blanks, no longer than names can be."""
    text = " ".join(_COMMENT.sub("", line).split())
    return re.sub(r" --(?:hash|config-settings?|global-option)[ =]\S+", "", text)[:_MAX_REQUIREMENT]


def _version(specifier: str) -> str | None:
    pinned = _PINNED.fullmatch(specifier.strip())
    return pinned[1] if pinned else specifier.strip() or None


def _take_link(gathering: Gathering, where: str, line: str) -> None:
    egg = _EGG.search(line)
    if egg:
        _take(gathering, where, egg[1], None)
    else:
        gathering.quarantine("missing-name", where, line)


def _take(gathering: Gathering, where: str, name: str, version: str | None) -> None:
    is_version = version is not None and not re.search(r"[<>=~!*]", version)
    gathering.add(
        ref=f"{folded_name(name)}@{version or ''}",
        name=name,
        version=version,
        purl=pypi_purl(name, version if is_version else None),
        kind=Kind.LIBRARY,
        where=where,
    )


PARSER = Parser(
    title="pip requirements",
    specification="pip documentation, Requirements File Format; PEP 508",
    versions=(),
    example="pip freeze",
    recognises=recognises,
    parse=parse,
)
