"""conda's `environment.yml`."""

import re

from osk_scan.model import Document, Inventory, Kind
from osk_scan.parsers._conda import conda_purl
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._toml import has_lines
from osk_scan.parsers._yaml import yaml_document

_CONDA = re.compile(r"(?:([\w./-]+)::)?([A-Za-z0-9_][\w.-]*)\s*([=<>!~\s].*)?")
_EXACT = re.compile(r"==\s*([^\s,*]+)|=\s*([^\s=,*]+)=\S+|\s*(\d[^\s,*]*)\s+\S+")
"""`==1.2`, `=1.2=build` and `1.2 build` name one version; `=1.2` alone any that begins so."""
_PIP = re.compile(r"([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?\s*(?:==\s*([^\s;]+)|([<>!~].*?))?\s*(?:;.*)?")


def recognises(glance: Glance) -> bool:
    """Tell by channels and a list of dependencies."""
    return has_lines(glance.head, r"dependencies:\s*$", r"(?:channels|prefix):") and "\n- " in glance.head.replace(
        "  ", ""
    )


def parse(document: Document) -> Inventory:
    """Return one component for each dependency; `name=1.2` means any 1.2, and is marked as a range."""
    gathering = Gathering("conda_environment")
    listed = yaml_document(document).get("dependencies")
    for position, item in enumerate(listed if isinstance(listed, list) else []):
        where = f"/dependencies/{position}"
        lines = item.get("pip") if isinstance(item, dict) else None
        if isinstance(lines, list):
            for number, line in enumerate(lines):
                _take_pip(gathering, f"{where}/pip/{number}", line)
        else:
            _take_conda(gathering, where, item)
    return gathering.inventory()


def _take_conda(gathering: Gathering, where: str, item: object) -> None:
    found = _CONDA.fullmatch(item) if isinstance(item, str) else None
    if not found:
        gathering.quarantine("unreadable-entry", where, str(item), str(item))
        return
    channel, name, wanted = found.groups()
    exact = _EXACT.fullmatch(wanted or "")
    version = next(filter(None, exact.groups())) if exact else (wanted or "").strip()
    _add(gathering, where, name, version, channel or "", exact is not None)


def _take_pip(gathering: Gathering, where: str, item: object) -> None:
    found = _PIP.fullmatch(item) if isinstance(item, str) else None
    if not found:
        gathering.quarantine("unreadable-entry", where, str(item), str(item))
        return
    name, version, wanted = found.groups()
    _add(gathering, where, name, version or wanted or "", "pypi", version is not None)


def _add(gathering: Gathering, where: str, name: str, version: str, channel: str, exact: bool) -> None:
    gathering.install(
        ref=f"{name}@{version}",
        name=name,
        version=version or None,
        version_is_range=bool(version) and not exact,
        purl=conda_purl(name, version if exact else None, channel.rpartition("/")[2]),
        kind=Kind.LIBRARY,
        where=where,
    )


PARSER = Parser(
    title="conda environment",
    specification="conda documentation, environment.yml",
    versions=(),
    example="conda env export",
    recognises=recognises,
    parse=parse,
)
