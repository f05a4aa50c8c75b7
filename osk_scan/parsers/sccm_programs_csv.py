"""Installed programs as Microsoft Configuration Manager (SCCM, MECM) exports them."""

from osk_scan.parsers._tables import export_parser

_SIGNATURES = (
    frozenset({"displayname0", "version0"}),
    frozenset({"arpdisplayname", "productversion"}),
    frozenset({"productname0", "productversion0"}),
)

PARSER = export_parser(
    "sccm_programs_csv",
    _SIGNATURES,
    title="Configuration Manager",
    specification="Microsoft Configuration Manager, views v_GS_ADD_REMOVE_PROGRAMS and SMS_InstalledSoftware",
    example="a report on v_GS_ADD_REMOVE_PROGRAMS saved as CSV",
)
