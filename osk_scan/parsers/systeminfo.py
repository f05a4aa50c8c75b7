"""The operating system of Windows machines as `systeminfo` shows it, in German or English."""

import re

from osk_scan.model import Document, Inventory, Kind
from osk_scan.parsers._columns import layout
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._lines import lines_of
from osk_scan.problems import refused

_FIELD = re.compile(r"(\w[^:]{0,60}):(?: +(.*))?")
_LABELS = {
    "OS Name": "name",
    "Betriebssystemname": "name",
    "OS Version": "version",
    "Betriebssystemversion": "version",
    "OS Manufacturer": "vendor",
    "Betriebssystemhersteller": "vendor",
}
_HOTFIX = re.compile(r"\s+\[\d+\]: KB\d+")
_MOST_LABELS = 1_000


def recognises(glance: Glance) -> bool:
    """Tell by the labels of the operating system's name and version, unless they stand above a list of programs."""
    lines = [line for line in glance.lines if not line.startswith(" ")]
    fields = [field for line in lines if (field := _FIELD.fullmatch(line))]
    found = {_LABELS.get(field[1]) for field in fields}
    return {"name", "version"} <= found and 2 * len(fields) > len(lines)


def parse(document: Document) -> Inventory:
    """Return one component for each operating system; machines with the same one are its installations.

    Hotfixes are folded. What else is said of a machine is not read: it names the machine and its owner.

    Raises:
        RefusedDocument: where no line names an operating system.
    """
    gathering, place, machine = Gathering("systeminfo"), "", dict[str, str]()
    others: dict[str, str] = {}
    for where, line in lines_of(document):
        found = _FIELD.fullmatch(line)
        field = _LABELS.get(found[1]) if found else None
        if found and field:
            if field in machine:
                _take(gathering, place, machine)
                machine = {}
            place = place if machine else where
            machine[field] = (found[2] or "").strip()
        elif found and len(others) < _MOST_LABELS:
            others.setdefault(found[1], where)
        elif _HOTFIX.fullmatch(line):
            gathering.fold()
        elif not found and not line.startswith(" "):
            gathering.problem("lines-not-read", where, None, where.removeprefix("line "))
    if not machine:
        raise refused("not-in-format", document.name, "systeminfo")
    _take(gathering, place, machine)
    _tell(gathering, others)
    return gathering.inventory()


def _take(gathering: Gathering, where: str, machine: dict[str, str]) -> None:
    """Add an operating system; behind its version stand service pack and build."""
    name, version = machine.get("name", ""), machine.get("version", "").partition(" ")[0]
    gathering.install(
        ref=f"{name}@{version}",
        name=name,
        version=version or None,
        vendor=machine.get("vendor") or None,
        kind=Kind.OPERATING_SYSTEM,
        where=where,
    )


def _tell(gathering: Gathering, others: dict[str, str]) -> None:
    said = layout(tuple(others))
    gathering.dropped_columns = said.dropped
    unread = [label for label in others if label not in said.dropped]
    if unread:
        gathering.problem("not-read", others[unread[0]], None, ", ".join(unread))


PARSER = Parser(
    title="systeminfo",
    specification="Windows Commands documentation, systeminfo",
    versions=(),
    example="systeminfo > system.txt",
    recognises=recognises,
    parse=parse,
    deployed=True,
)
