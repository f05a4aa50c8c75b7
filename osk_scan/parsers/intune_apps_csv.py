"""Discovered apps as Microsoft Intune exports them."""

from osk_scan.parsers._tables import export_parser

_SIGNATURES = (
    frozenset({"applicationname", "applicationversion", "applicationpublisher"}),
    frozenset({"applicationname", "applicationversion", "devicecount"}),
)

PARSER = export_parser(
    "intune_apps_csv",
    _SIGNATURES,
    title="Intune discovered apps (CSV)",
    specification="Microsoft Intune, reports AppInvAggregate and AppInvRawData",
    example="Intune, Apps, Monitor, Discovered apps, Export",
)
