"""What Go's lists share: package URLs of modules."""

from osk_scan.parsers._purls import purl


def go_purl(module: str, version: str | None) -> str:
    """Return the package URL of a module."""
    namespace, _, name = module.lower().rpartition("/")
    return purl("golang", name, version, namespace)
