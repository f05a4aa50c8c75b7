"""What the lists of conda share: package URLs, with pip's packages under their own type."""

from osk_scan.parsers._purls import purl
from osk_scan.parsers._python import pypi_purl


def conda_purl(name: str, version: str | None, channel: str = "") -> str:
    """Return the package URL; what came through pip has the channel `pypi`."""
    if channel == "pypi":
        return pypi_purl(name, version)
    return purl("conda", name.lower(), version, channel=channel)
