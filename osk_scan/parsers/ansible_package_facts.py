"""Installed packages as Ansible's module `package_facts` writes them, with or without the play's output around it."""

import re

from msgspec import Raw, Struct

from osk_scan.model import Document, Inventory
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._managers import managed_purl, with_epoch
from osk_scan.parsers._records import each, escaped, json_document, json_part, nameless, numbered
from osk_scan.parsers._text import decoded

_PLAY = re.compile(r"\A\s*(\S+) \| (?:SUCCESS|CHANGED) => (?=\{)")
"""`host | SUCCESS => {…}`, as ad-hoc commands print it."""


class _Package(Struct, frozen=True, omit_defaults=True):
    name: str | None = None
    version: str | None = None
    release: str | None = None
    epoch: int | str | None = None
    arch: str | None = None
    source: str | None = None
    origin: str | None = None
    vendor: str | None = None


def recognises(glance: Glance) -> bool:
    """Tell by `ansible_facts` with packages in it, or a play's output of the module."""
    if _PLAY.match(glance.head):
        return '"packages": {' in glance.head
    facts = glance.json.get("ansible_facts")
    return facts is not None and b'"packages"' in bytes(facts)


def parse(document: Document) -> Inventory:
    """Return one component for each version of each package."""
    gathering = Gathering("ansible_package_facts")
    text = decoded(document)
    play = _PLAY.match(text)
    if play:
        document = Document(document.name, text[play.end() :].encode())
        gathering.dropped_columns = ("host",)
    facts = json_document(document, dict[str, Raw]).get("ansible_facts", Raw(b"{}"))
    packages = json_part(document, facts, dict[str, Raw]).get("packages", Raw(b"{}"))
    versions = json_part(document, packages, dict[str, list[Raw]])
    for name, listed in versions.items():
        where = f"/ansible_facts/packages/{escaped(name)}"
        for _, at, package in each(gathering, numbered(listed), _Package, where):
            _take(gathering, at, package)
    return gathering.inventory()


def _take(gathering: Gathering, where: str, package: _Package) -> None:
    if not package.name:
        nameless(gathering, where, package)
        return
    version = "-".join(part for part in (package.version, package.release) if part) or None
    vendor = package.vendor or package.origin or None
    arch = package.arch or ""
    gathering.install(
        ref=f"{package.name}:{arch}@{version or ''}",
        name=package.name,
        version=version,
        vendor=vendor,
        purl=managed_purl(package.source or "", package.name, with_epoch(package.epoch, version), arch, vendor),
        where=where,
    )


PARSER = Parser(
    title="Ansible package facts",
    specification="Ansible documentation, ansible.builtin.package_facts",
    versions=(),
    example="ansible localhost -m package_facts",
    recognises=recognises,
    shape="json",
    marks=("ansible_facts",),
    parse=parse,
    deployed=True,
)
