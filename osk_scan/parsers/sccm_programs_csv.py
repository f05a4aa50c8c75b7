"""Installed programs as Microsoft Configuration Manager (SCCM, MECM) exports them."""

from osk_scan.model import Document, Inventory, Kind
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._delimited import header_words, read_delimited
from osk_scan.parsers._glance import Glance

_SIGNATURES: tuple[frozenset[str], ...] = (
    frozenset({"displayname0", "version0"}),
    frozenset({"arpdisplayname", "productversion"}),
    frozenset({"productname0", "productversion0"}),
)
"""Columns by which the export is known: any one set will do."""


def recognises(glance: Glance) -> bool:
    """Tell by the names of the columns, which are the same in every language."""
    words = header_words(glance.head)
    return any(signature <= words for signature in _SIGNATURES)


def parse(document: Document) -> Inventory:
    """Return one component for each program and version; rows of several machines are its installations."""
    return read_delimited(document, "sccm_programs_csv", Kind.APPLICATION)


PARSER = Parser(
    title="Configuration Manager",
    specification="Microsoft Configuration Manager, views v_GS_ADD_REMOVE_PROGRAMS and SMS_InstalledSoftware",
    versions=(),
    example="a report on v_GS_ADD_REMOVE_PROGRAMS saved as CSV",
    recognises=recognises,
    shape="table",
    parse=parse,
    deployed=True,
)
