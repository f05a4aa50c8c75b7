"""Discovered apps as Microsoft Intune exports them."""

from osk_scan.model import Document, Inventory, Kind
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._delimited import header_words, read_delimited
from osk_scan.parsers._glance import Glance

_SIGNATURES: tuple[frozenset[str], ...] = (
    frozenset({"applicationname", "applicationversion", "applicationpublisher"}),
    frozenset({"applicationname", "applicationversion", "devicecount"}),
)
"""Columns by which the export is known: any one set will do."""


def recognises(glance: Glance) -> bool:
    """Tell by the names of the columns, which are the same in every language."""
    words = header_words(glance.head)
    return any(signature <= words for signature in _SIGNATURES)


def parse(document: Document) -> Inventory:
    """Return one component for each program and version; rows of several machines are its installations."""
    return read_delimited(document, "intune_apps_csv", Kind.APPLICATION)


PARSER = Parser(
    title="Intune discovered apps (CSV)",
    specification="Microsoft Intune, reports AppInvAggregate and AppInvRawData",
    versions=(),
    example="Intune, Apps, Monitor, Discovered apps, Export",
    recognises=recognises,
    shape="table",
    parse=parse,
    deployed=True,
)
