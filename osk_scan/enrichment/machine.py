"""Look licenses up in the folder of a scanned machine: copyright files, the RPM database, dist-info, node_modules."""

import os
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from osk_scan.enrichment import debian_copyright, node_package, python_metadata
from osk_scan.enrichment.found import Found
from osk_scan.errors import InvalidRequest
from osk_scan.model import Document
from osk_scan.parsers._rpm_installed import RpmPackage
from osk_scan.parsers.rpm_database import packages_in
from osk_scan.portfolio import PackageRow

SOURCE = "machine"
MAX_ENTRIES = 5_000_000
"""Files and folders walked over; a large server has half as many."""

MAX_FILE = 4 << 20
"""Bytes of one file; the longest copyright file in Debian 12 has 2 MB."""

MAX_DATABASE = 320 << 20
"""Bytes of the RPM database; one of a server with 2,000 packages has a fifth of it."""

_RPM_DATABASES = ("var/lib/rpm/rpmdb.sqlite", "usr/lib/sysimage/rpm/rpmdb.sqlite")
_NOT_ON_DISK = frozenset({"proc", "sys", "dev"})
_DIST_INFO = re.compile(r"(?P<name>[^/]+?)-(?P<version>\d[^/-]*)(?:-py[\d.]+)?\.(?:dist|egg)-info$")


class Machine:
    """The folder of one machine, or a copy of it; nothing outside of it is read, whatever its links say."""

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise InvalidRequest(str(folder), "there is no such folder", "name the root of the machine or its copy")
        self._root = folder.resolve()

    def license_of(self, package: PackageRow) -> Found | None:
        """Return what the machine says of one package, or None."""
        match package.type:
            case "deb":
                return self._debian(package)
            case "rpm":
                return self._rpm_packages.get((package.name, package.version or ""))
            case "pypi":
                return self._python(package)
            case "npm":
                return self._node(package)
            case _:
                return None

    def _debian(self, package: PackageRow) -> Found | None:
        place = f"usr/share/doc/{package.name}/copyright"
        content = self._content(self._root / place) if "/" not in package.name else None
        claims = debian_copyright.licenses_in(content.decode("utf-8", "replace")) if content else ()
        return Found(claims, SOURCE, place) if claims else None

    def _python(self, package: PackageRow) -> Found | None:
        for path in self._distributions.get((_folded(package.name), package.version or ""), ()):
            for name in ("METADATA", "PKG-INFO"):
                content = self._content(path / name)
                claims = python_metadata.licenses_in(content) if content else ()
                if claims:
                    return Found(claims, SOURCE, f"{path.name}/{name}")
        return None

    def _node(self, package: PackageRow) -> Found | None:
        """Return what the copy of this version says; packages lie in several versions."""
        name = package.stem.removeprefix("pkg:npm/").replace("%40", "@")
        for path in self._modules.get(name, ()):
            stated = node_package.package_in(self._content(path) or b"")
            claims = node_package.licenses_of(stated) if stated.get("version") == package.version else ()
            if claims:
                return Found(claims, SOURCE, f"node_modules/{name}/package.json")
        return None

    @cached_property
    def _distributions(self) -> dict[tuple[str, str], list[Path]]:
        """Folders of metadata by name and version; only their own names are told, since paths can name persons."""
        found: dict[tuple[str, str], list[Path]] = {}
        for path in self._folders:
            named = _DIST_INFO.search(path.name)
            if named:
                found.setdefault((_folded(named["name"]), named["version"]), []).append(path)
        return found

    @cached_property
    def _modules(self) -> dict[str, list[Path]]:
        """The `package.json` files by the name of the package."""
        found: dict[str, list[Path]] = {}
        for path in self._folders:
            _, is_below, inside = path.as_posix().rpartition("/node_modules/")
            if is_below and inside.count("/") == (1 if inside.startswith("@") else 0):
                found.setdefault(inside, []).append(path / "package.json")
        return found

    @cached_property
    def _folders(self) -> tuple[Path, ...]:
        """Folders that can hold metadata, in the order of their paths; links are not followed."""
        return tuple(sorted(self._walk()))

    def _walk(self) -> Iterator[Path]:
        seen = 0
        for place, folders, files in os.walk(self._root):
            seen += len(folders) + len(files)
            if seen > MAX_ENTRIES:
                raise InvalidRequest(str(self._root), f"more than {MAX_ENTRIES} entries", "name a smaller folder")
            if Path(place) == self._root:
                folders[:] = [name for name in folders if name not in _NOT_ON_DISK]
            path = Path(place)
            if path.name.endswith((".dist-info", ".egg-info")) or "package.json" in files:
                yield path

    @cached_property
    def _rpm_packages(self) -> dict[tuple[str, str], Found]:
        """What the database says of each package, by name and version with release.

        Raises:
            RefusedDocument: where the database is damaged.
        """
        databases = ((place, self._content(self._root / place, MAX_DATABASE)) for place in _RPM_DATABASES)
        return {
            (package.name, package.version): Found((package.license,), SOURCE, f"{place} {package.where}")
            for place, content in databases
            if content
            for package in packages_in(Document(place, content))
            if isinstance(package, RpmPackage) and package.license
        }

    def _content(self, path: Path, at_most: int = MAX_FILE) -> bytes | None:
        """Return a file's bytes; None where it is none, too large, or a link leads out of the machine's folder."""
        try:
            real = path.resolve(strict=True)
            if not real.is_relative_to(self._root) or not real.is_file() or real.stat().st_size > at_most:
                return None
            return real.read_bytes()
        except (OSError, RuntimeError, ValueError):
            return None


def _folded(name: str) -> str:
    """Return the name of a Python package as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()
