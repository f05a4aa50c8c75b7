"""Installed software as Microsoft Defender Vulnerability Management exports it."""

from osk_scan.model import Document, Inventory, Kind
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._delimited import header_words, read_delimited
from osk_scan.parsers._glance import Glance

_SIGNATURES: tuple[frozenset[str], ...] = (frozenset({"softwarevendor", "softwarename", "softwareversion"}),)
"""Columns by which the export is known: any one set will do."""


def recognises(glance: Glance) -> bool:
    """Tell by the names of the columns, which are the same in every language."""
    words = header_words(glance.head)
    return any(signature <= words for signature in _SIGNATURES)


def parse(document: Document) -> Inventory:
    """Return one component for each program and version; rows of several machines are its installations."""
    return read_delimited(document, "defender_software_csv", Kind.APPLICATION)


PARSER = Parser(
    title="Defender software inventory (CSV)",
    specification="Microsoft Defender, table DeviceTvmSoftwareInventory",
    versions=(),
    example="a query on DeviceTvmSoftwareInventory, Export",
    recognises=recognises,
    shape="table",
    parse=parse,
    deployed=True,
)
