"""What the lists of Python packages share: names as PEP 503 folds them, and their package URLs."""

import re

from osk_scan.parsers._purls import purl


def folded_name(name: str) -> str:
    """Return `name` as indexes compare it (PEP 503, normalized names)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pypi_purl(name: str, version: str | None) -> str:
    """Return the package URL of a Python distribution."""
    return purl("pypi", folded_name(name), version)
