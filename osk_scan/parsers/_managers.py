"""Package URLs for what fleet tools list, by the name of the package manager that they got it from."""

from osk_scan.parsers._debian import debian_purl, split_arch
from osk_scan.parsers._purls import purl
from osk_scan.parsers._python import pypi_purl
from osk_scan.parsers._rpm import rpm_purl

_TYPES = {
    "deb": "deb",
    "dpkg": "deb",
    "apt": "deb",
    "rpm": "rpm",
    "dnf": "rpm",
    "yum": "rpm",
    "zypper": "rpm",
    "apk": "apk",
    "pacman": "alpm",
    "pip": "pypi",
    "brew": "brew",
    "homebrew": "brew",
}


def with_epoch(epoch: str | int | None, version: str | None) -> str | None:
    """Return `epoch:version` as package managers write it; without a version, or with an epoch of 0, `version`."""
    return version if version is None or epoch in (None, 0, "0", "") else f"{epoch}:{version}"


def managed_purl(manager: str, name: str, version: str | None, arch: str = "", vendor: str | None = None) -> str | None:
    """Return the package URL, or None where the manager (Windows' registry, Android…) has no type of its own."""
    match _TYPES.get(manager.strip().lower()):
        case "deb":
            bare, arch = split_arch(name, arch)
            namespace = "ubuntu" if vendor and "ubuntu" in vendor.lower() else "debian"
            return debian_purl(bare, version, arch, (namespace, ""))
        case "rpm":
            return rpm_purl(name, version, arch, vendor)
        case "apk":
            return purl("apk", name.lower(), version, "alpine", arch=arch)
        case "alpm":
            return purl("alpm", name.lower(), version, "arch", arch=arch)
        case "pypi":
            return pypi_purl(name, version)
        case "brew":
            return purl("brew", name, version)
        case _:
            return None
