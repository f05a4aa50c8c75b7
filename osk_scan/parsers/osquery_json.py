"""Rows of osquery's tables of installed software, as `osqueryi --json` writes them."""

from msgspec import Raw, Struct

from osk_scan.model import Document, Inventory, Kind
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._managers import managed_purl, with_epoch
from osk_scan.parsers._records import each, json_document, nameless, numbered
from osk_scan.parsers._windows_parts import is_part

_TABLES: dict[str, tuple[frozenset[str], str]] = {
    "programs": (frozenset({"name", "version", "install_source", "publisher"}), ""),
    "programs (selected)": (frozenset({"name", "version", "publisher", "identifying_number"}), ""),
    "deb_packages": (frozenset({"name", "version", "source", "arch", "revision"}), "deb"),
    "rpm_packages": (frozenset({"name", "version", "release", "arch"}), "rpm"),
    "python_packages": (frozenset({"name", "version", "summary", "license", "path"}), "pip"),
    "apps": (frozenset({"name", "bundle_identifier"}), ""),
    "homebrew_packages": (frozenset({"name", "version", "prefix", "path"}), "homebrew"),
}
"""Columns that a table has, and the package manager behind it. Source: osquery schema 5.x."""

_PERSONAL = ("path", "install_location", "install_source", "uninstall_string", "directory", "author", "maintainer")


class _Row(Struct, frozen=True, omit_defaults=True):
    name: str | None = None
    version: str | None = None
    release: str | None = None
    epoch: str | int | None = None
    arch: str | None = None
    license: str | None = None
    vendor: str | None = None
    publisher: str | None = None
    bundle_short_version: str | None = None
    bundle_identifier: str | None = None
    identifying_number: str | None = None


def recognises(glance: Glance) -> bool:
    """Tell by the columns of the first row."""
    return _manager(frozenset(glance.first_item)) is not None


def parse(document: Document) -> Inventory:
    """Return one component for each row; folders and maintainers are dropped."""
    gathering = Gathering("osquery_json")
    columns = frozenset(Glance(document).first_item)
    gathering.dropped_columns = tuple(column for column in _PERSONAL if column in columns)
    manager = _manager(columns) or ""
    for _, where, row in each(gathering, numbered(json_document(document, list[Raw])), _Row, private=True):
        if not row.name:
            nameless(gathering, where, row)
        elif is_part(row.name):
            gathering.fold()
        else:
            _take(gathering, where, row.name, row, manager)
    return gathering.inventory()


def _manager(columns: frozenset[str]) -> str | None:
    return next((manager for signature, manager in _TABLES.values() if signature <= columns), None)


def _take(gathering: Gathering, where: str, name: str, row: _Row, manager: str) -> None:
    stated = row.version or row.bundle_short_version or None
    version = f"{stated}-{row.release}" if stated and row.release and manager == "rpm" else stated
    vendor, arch = row.publisher or row.vendor or None, row.arch or ""
    guid = row.identifying_number or ""
    gathering.install(
        ref=f"{name}:{arch}@{version or ''}",
        name=name.removesuffix(".app"),
        version=version,
        vendor=vendor,
        purl=managed_purl(manager, name, with_epoch(row.epoch, version), arch, vendor),
        kind=Kind.UNKNOWN if manager else Kind.APPLICATION,
        declared=(row.license,) if row.license else None,
        identifiers=_identifiers(guid, row.bundle_identifier),
        where=where,
    )


def _identifiers(guid: str, bundle: str | None) -> tuple[str, ...]:
    msi = (f"msi:{guid.upper()}",) if guid.startswith("{") else ()
    return (*msi, f"bundle:{bundle}") if bundle else msi


PARSER = Parser(
    title="osquery",
    specification="osquery schema 5, tables programs, deb_packages, rpm_packages, python_packages, apps",
    versions=(),
    example="osqueryi --json 'select * from programs'",
    recognises=recognises,
    shape="json",
    marks=(
        "name",
        "version",
        "identifying_number",
    ),
    parse=parse,
    deployed=True,
)
