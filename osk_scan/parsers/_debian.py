"""What the lists of Debian and Ubuntu machines share: package URLs and the distribution they come from."""

import re
from collections.abc import Iterable

from osk_scan.parsers._purls import purl

VERSION = r"(?:\d+:)?\d[A-Za-z0-9.+:~-]*"
"""Source: Debian Policy 4.7.0, section 5.6.12 (Version)."""

_RELEASE = re.compile(r"(\d+)\.\d+(?:\+deb\d+u\d+)?$")


def distribution(versions: Iterable[tuple[str, str]], ubuntu: bool = False) -> tuple[str, str]:
    """Return (namespace, distro) of a machine from its packages' names and versions.

    The version of `base-files` begins with the release of Debian (12.4+deb12u5 is on Debian 12) and settles it;
    Ubuntu's tells none (13ubuntu10). Without that package, one version or maintainer of Ubuntu's does.
    """
    release = ""
    for name, version in versions:
        ubuntu = ubuntu or "ubuntu" in version
        found = _RELEASE.match(version) if name == "base-files" else None
        release = found[1] if found else release
    if ubuntu and not release:
        return "ubuntu", ""
    return "debian", f"debian-{release}" if release else ""


def debian_purl(name: str, version: str | None, arch: str, origin: tuple[str, str]) -> str:
    """Return the package URL of one binary package; `origin` is what `distribution` gave."""
    namespace, distro = origin
    return purl("deb", name.lower(), version, namespace, arch=arch, distro=distro)


def split_arch(text: str, arch: str = "") -> tuple[str, str]:
    """Return (name, architecture) of `name:arch`, as multi-arch packages are written; else of `text` and `arch`."""
    name, _, written = text.partition(":")
    return name, written or arch
