"""Installed Homebrew formulae and casks with licenses and dependencies, as `brew info --json=v2 --installed` writes."""

from msgspec import Raw, Struct

from osk_scan.model import Document, Inventory, Kind, Scope
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._purls import purl
from osk_scan.parsers._records import each, json_document, nameless, numbered


class _Info(Struct, frozen=True):
    formulae: list[Raw] = []
    casks: list[Raw] = []


class _Keg(Struct, frozen=True):
    version: str | None = None


class _Formula(Struct, frozen=True, omit_defaults=True):
    name: str | None = None
    license: str | None = None
    installed: list[_Keg] = []
    dependencies: list[str] = []


class _Cask(Struct, frozen=True, omit_defaults=True):
    token: str | None = None
    name: list[str] = []
    installed: str | None = None


def recognises(glance: Glance) -> bool:
    """Tell by the two lists of version 2."""
    return glance.json.keys() >= {"formulae", "casks"}


def parse(document: Document) -> Inventory:
    """Return one component for each formula and cask that is installed."""
    info, gathering = json_document(document, _Info), Gathering("brew_info_json", "2")
    for _, where, formula in each(gathering, numbered(info.formulae), _Formula, "/formulae"):
        if formula.name:
            _take_formula(gathering, where, formula.name, formula)
        else:
            nameless(gathering, where, formula)
    for _, where, cask in each(gathering, numbered(info.casks), _Cask, "/casks"):
        if cask.token:
            _take_cask(gathering, where, cask.token, cask)
        else:
            nameless(gathering, where, cask)
    return gathering.inventory()


def _take_formula(gathering: Gathering, where: str, name: str, formula: _Formula) -> None:
    """Add each version that is installed; the newest, which is in use, is what others need and what needs others."""
    if not formula.installed:
        gathering.problem("not-installed", where, name, name)
        return
    for keg in formula.installed:
        gathering.add(
            ref=name if keg is formula.installed[-1] else f"{name}@{keg.version}",
            name=name,
            version=keg.version,
            purl=purl("brew", name, keg.version),
            declared=(formula.license,) if formula.license else None,
            where=where,
        )
    gathering.edges_known = True
    for needed in formula.dependencies:
        gathering.depend(name, needed, where, Scope.RUNTIME)


def _take_cask(gathering: Gathering, where: str, token: str, cask: _Cask) -> None:
    if not cask.installed:
        gathering.problem("not-installed", where, token, token)
        return
    gathering.add(
        ref=f"cask/{token}",
        name=cask.name[0] if cask.name else token,
        version=cask.installed,
        kind=Kind.APPLICATION,
        identifiers=(f"brew-cask:{token}",),
        where=where,
    )


PARSER = Parser(
    title="brew info (JSON)",
    specification="Homebrew documentation, Querying Brew, JSON version 2",
    versions=("2",),
    example="brew info --json=v2 --installed",
    recognises=recognises,
    shape="json",
    marks=(
        "formulae",
        "casks",
    ),
    parse=parse,
    deployed=True,
)
