"""Installed RPM packages with license and vendor, as `rpm -qa --qf` writes them in columns."""

import re

from osk_scan.model import Document, Inventory
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._headless import cell, column_of, delimiter_of, parted_lines, told_unread
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._rpm import ARCHITECTURES, rpm_purl
from osk_scan.problems import refused

_NAME = re.compile(r"[A-Za-z0-9_][\w+.-]*")
_SECOND = re.compile(rf"(?:\d+:)?[\w.+~^-]*\d[\w.+~^-]*|\(none\)|{ARCHITECTURES}")
_VERSION = re.compile(r"^(?:\d+:)?[0-9][\w.+~^]*(?:-[\w.+~^]+)?$")
_RELEASE = re.compile(r"^\d[\w.+~^]*\.(?:el|fc|mga|amzn|lp|cm|azl|ph)\d")
_ARCH = re.compile(rf"^(?:{ARCHITECTURES}|\(none\))$")
_LICENSE = re.compile(r"\b(?:L?GPL|MIT|BSD|ASL|Apache|MPL|zlib|Public Domain|Artistic|Python|OFL|ISC)")
_VENDOR = re.compile(r"Red Hat|Fedora|CentOS|Rocky|AlmaLinux|SUSE|Oracle|Mageia|Amazon|EPEL", re.IGNORECASE)


def recognises(glance: Glance) -> bool:
    """Tell by names and versions in front, and a column of RPM architectures or of releases with their tag."""
    delimiter = delimiter_of(glance.lines, _NAME, _SECOND)
    if delimiter in (None, " "):
        return False
    rows = [line.split(delimiter) for line in glance.lines]
    return column_of(rows, _ARCH) is not None or column_of(rows, re.compile(r"\.(?:el|fc|mga|amzn|azl)\d")) is not None


def parse(document: Document) -> Inventory:
    """Return one component for each line; columns are told apart by what stands in them."""
    delimiter = delimiter_of(Glance(document).lines, _NAME, _SECOND)
    if delimiter is None:
        raise refused("not-in-format", document.name, "rpm_query")
    gathering = Gathering("rpm_query")
    places, rows = parted_lines(document, delimiter)
    arch = column_of(rows, _ARCH)
    version = column_of(rows, _VERSION, (0, arch))
    release = column_of(rows, _RELEASE, (0, arch, version))
    license_, vendor = (column_of(rows, pattern, (0, arch, version, release)) for pattern in (_LICENSE, _VENDOR))
    told_unread(gathering, rows, (0, arch, version, release, license_, vendor))
    for where, row in zip(places, rows, strict=True):
        if not _NAME.fullmatch(row[0]):
            gathering.quarantine("unreadable-entry", where, row[0], row[0])
            continue
        full = "-".join(part for part in (cell(row, version), cell(row, release)) if part) or None
        claims, sold_by = cell(row, license_), cell(row, vendor)
        sold_by = "" if sold_by == "(none)" else sold_by
        architecture = cell(row, arch).replace("(none)", "")
        gathering.install(
            ref=f"{row[0]}-{full}.{architecture}",
            name=row[0],
            version=full,
            vendor=sold_by or None,
            purl=rpm_purl(row[0], full, architecture, sold_by),
            declared=(claims,) if claims else None,
            where=where,
        )
    return gathering.inventory()


PARSER = Parser(
    title="rpm -qa --qf",
    specification="rpm(8), --queryformat",
    versions=(),
    example="rpm -qa --qf '%{NAME}\\t%{VERSION}-%{RELEASE}\\t%{ARCH}\\t%{LICENSE}\\t%{VENDOR}\\n'",
    recognises=recognises,
    parse=parse,
    deployed=True,
)
