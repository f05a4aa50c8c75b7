"""What the lists of RPM machines share: names taken apart, and package URLs with the distribution where it is told."""

import re
from typing import NamedTuple

from osk_scan.parsers._purls import purl

ARCHITECTURES = "noarch|x86_64|i[3-6]86|aarch64|ppc64le|ppc64|s390x|armv7hl|riscv64|src"
_NEVRA = re.compile(
    rf"(?P<name>.+)-(?:(?P<epoch>\d+):)?(?P<version>[^-\s]+-[^-\s]+?)(?:\.(?P<arch>{ARCHITECTURES}|\(none\)))?"
)
_TAG = re.compile(r"\.(fc|mga|amzn|cm|azl|ph)\d+")
_BY_TAG = {"fc": "fedora", "mga": "mageia", "amzn": "amzn", "cm": "mariner", "azl": "azurelinux", "ph": "photon"}
_BY_VENDOR = (
    ("red hat", "redhat"),
    ("fedora", "fedora"),
    ("centos", "centos"),
    ("rocky", "rocky"),
    ("almalinux", "almalinux"),
    ("opensuse", "opensuse"),
    ("suse", "suse"),
    ("oracle", "oracle"),
    ("mageia", "mageia"),
    ("amazon", "amzn"),
)
"""Namespaces as purl-spec's definition of `rpm` and syft write them."""


class Nevra(NamedTuple):
    """Name, epoch, version with release, architecture."""

    name: str
    epoch: str
    version: str
    arch: str


def nevra(text: str) -> Nevra | None:
    """Return what `bash-5.1.8-6.el9.x86_64` or `bind-32:9.16.23-1.el9.x86_64` says, else None (rpm, --qf %{NEVRA})."""
    found = _NEVRA.fullmatch(text)
    if not found:
        return None
    arch = found["arch"] or ""
    return Nevra(found["name"], found["epoch"] or "", found["version"], "" if arch == "(none)" else arch)


def rpm_purl(name: str, version: str | None, arch: str = "", vendor: str | None = None, epoch: str = "") -> str:
    """Return the package URL; the namespace is told by the vendor, else by the release's tag, else left out.

    A tag `el9` is shared by Red Hat and those who rebuild it, so that it tells no namespace.
    """
    if version and not epoch and ":" in version:
        epoch, _, version = version.partition(":")
    epoch = "" if epoch in ("0", "(none)") else epoch
    return purl("rpm", name, version, _namespace(version or "", vendor or ""), arch=arch, epoch=epoch)


def _namespace(version: str, vendor: str) -> str | None:
    for word, namespace in _BY_VENDOR:
        if word in vendor.lower():
            return namespace
    tag = _TAG.search(version)
    return _BY_TAG[tag[1]] if tag else None
