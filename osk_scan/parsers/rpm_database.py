"""The database of installed RPM packages as rpm keeps it on the machine, with licenses and dependencies."""

from collections.abc import Iterator

from osk_scan.model import Document, Inventory, Problem
from osk_scan.parsers import _rpm_header as tags
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._rpm_header import DamagedHeader, RpmHeader
from osk_scan.parsers._rpm_installed import RpmPackage, take_packages

_MAGIC = b"SQLite format 3\0"
_TABLE = b"CREATE TABLE 'Packages' (hnum "
_SCHEMA_WITHIN = 1 << 20
_EQUAL, _LESS_OR_GREATER = 8, 6
"""Bits of a comparison."""


def recognises(glance: Glance) -> bool:
    """Tell by the table that holds the headers."""
    content = glance.document.content
    return content.startswith(_MAGIC) and content.find(_TABLE, 0, _SCHEMA_WITHIN) >= 0


def parse(document: Document) -> Inventory:
    """Return one component for each package, linked by what it requires and others provide."""
    gathering = Gathering("rpm_database")
    packages = list[RpmPackage]()
    for package in packages_in(document):
        if isinstance(package, Problem):
            gathering.quarantine(package.kind, package.where, "", package.detail)
        elif package.name:
            packages.append(package)
        else:
            gathering.quarantine("missing-name", package.where, "")
    take_packages(gathering, packages)
    return gathering.inventory()


def packages_in(document: Document) -> Iterator[RpmPackage | Problem]:
    """Yield what each header says, or why it cannot be read, in the order in which the packages were installed.

    Raises:
        RefusedDocument: where the file is damaged or has no plain table of headers.
    """
    from osk_scan.store.sqlite_file import rows_of

    for number, blob in rows_of(document.content, document.name, "Packages", "hnum", "blob"):
        where = f"package {number}"
        try:
            yield _package(where, RpmHeader(blob if isinstance(blob, bytes) else b""))
        except DamagedHeader as damage:
            yield Problem("unreadable-entry", where, None, str(damage))


def _package(where: str, header: RpmHeader) -> RpmPackage:
    epoch = header.numbers(tags.EPOCH)
    version = "-".join(part for tag in (tags.VERSION, tags.RELEASE) if (part := header.text(tag)))
    return RpmPackage(
        where=where,
        name=header.text(tags.NAME),
        version=version,
        epoch=str(epoch[0]) if epoch and epoch[0] else "",
        arch=header.text(tags.ARCH),
        license=header.text(tags.LICENSE),
        vendor=header.text(tags.VENDOR),
        requires=_compared(header, tags.REQUIRE_NAME, tags.REQUIRE_FLAGS, tags.REQUIRE_VERSION),
        provides=_compared(header, tags.PROVIDE_NAME, tags.PROVIDE_FLAGS, tags.PROVIDE_VERSION),
        files=_files(header),
    )


def _compared(header: RpmHeader, names: int, flags: int, versions: int) -> list[str]:
    """Return each name, with its version where exactly that one is meant."""
    stated = zip(header.texts(names), header.numbers(flags), header.texts(versions), strict=False)
    return [
        f"{name} = {version}" if flag & (_EQUAL | _LESS_OR_GREATER) == _EQUAL and version else name
        for name, flag, version in stated
    ]


def _files(header: RpmHeader) -> list[str]:
    folders = header.texts(tags.DIR_NAMES)
    placed = zip(header.numbers(tags.DIR_INDEXES), header.texts(tags.BASE_NAMES), strict=False)
    return [folders[at] + name for at, name in placed if at < len(folders)]


PARSER = Parser(
    title="RPM database",
    specification="rpm.org, reference manual: The Header Structure, RPM Tags; table Packages of rpmdb.sqlite",
    versions=(),
    example="/var/lib/rpm/rpmdb.sqlite or /usr/lib/sysimage/rpm/rpmdb.sqlite",
    recognises=recognises,
    parse=parse,
    deployed=True,
)
