"""Installed software as Microsoft Defender Vulnerability Management exports it."""

from osk_scan.parsers._tables import export_parser

_SIGNATURES = (frozenset({"softwarevendor", "softwarename", "softwareversion"}),)

PARSER = export_parser(
    "defender_software_csv",
    _SIGNATURES,
    title="Defender software inventory (CSV)",
    specification="Microsoft Defender, table DeviceTvmSoftwareInventory",
    example="a query on DeviceTvmSoftwareInventory, Export",
)
