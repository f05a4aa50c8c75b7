"""Installed Windows programs as PowerShell exports them: `Get-ItemProperty`, `Get-Package`, `Win32_Product`."""

from osk_scan.parsers._tables import export_parser

_SIGNATURES = (
    frozenset({"displayname", "displayversion"}),
    frozenset({"displayname", "uninstallstring"}),
    frozenset({"displayname", "publisher", "installdate"}),
    frozenset({"displayname", "pschildname"}),
    frozenset({"name", "version", "providername"}),
    frozenset({"name", "version", "fastpackagereference"}),
    frozenset({"name", "version", "identifyingnumber"}),
    frozenset({"name", "version", "packagename", "vendor"}),
)
"""Columns that PowerShell's objects have and people's tables have not."""

PARSER = export_parser(
    "windows_programs_csv",
    _SIGNATURES,
    title="Windows programs (CSV)",
    specification="PowerShell, Export-Csv; registry key Uninstall (Windows Installer documentation)",
    example="Get-ItemProperty HKLM:\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\* | Export-Csv p.csv",
)
