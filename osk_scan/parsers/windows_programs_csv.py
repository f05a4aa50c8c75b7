"""Installed Windows programs as PowerShell exports them: `Get-ItemProperty`, `Get-Package`, `Win32_Product`."""

from osk_scan.model import Document, Inventory, Kind
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._delimited import header_words, read_delimited
from osk_scan.parsers._glance import Glance

_SIGNATURES: tuple[frozenset[str], ...] = (
    frozenset({"displayname", "displayversion"}),
    frozenset({"displayname", "uninstallstring"}),
    frozenset({"displayname", "publisher", "installdate"}),
    frozenset({"displayname", "pschildname"}),
    frozenset({"name", "version", "providername"}),
    frozenset({"name", "version", "fastpackagereference"}),
    frozenset({"name", "version", "identifyingnumber"}),
    frozenset({"name", "version", "packagename", "vendor"}),
)
"""Columns that PowerShell's objects have and people's tables have not: any one set will do."""


def recognises(glance: Glance) -> bool:
    """Tell by the names of the columns, which no language of Windows translates."""
    words = header_words(glance.head)
    return any(signature <= words for signature in _SIGNATURES)


def parse(document: Document) -> Inventory:
    """Return one component for each program; updates, language packs and redistributables are folded."""
    return read_delimited(document, "windows_programs_csv", Kind.APPLICATION)


PARSER = Parser(
    title="Windows programs (CSV)",
    specification="PowerShell, Export-Csv; registry key Uninstall (Windows Installer documentation)",
    versions=(),
    example="Get-ItemProperty HKLM:\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\* | Export-Csv p.csv",
    recognises=recognises,
    shape="table",
    parse=parse,
    deployed=True,
)
