"""Spell the package URL of an entry that names a package in a known ecosystem."""

from urllib.parse import quote


def purl(type_: str, name: str, version: str | None = None, namespace: str | None = None, **qualifiers: str) -> str:
    """Return the package URL; empty qualifiers are left out. `Gathering` makes it canonical.

    Source: ECMA-427, section 5 (components of a package URL).
    """
    path = "/".join(quote(part, safe="") for part in (*(namespace or "").split("/"), name) if part)
    at = f"@{quote(version, safe='')}" if version else ""
    said = "&".join(f"{key}={quote(text, safe='')}" for key, text in sorted(qualifiers.items()) if text)
    return f"pkg:{type_}/{path}{at}" + (f"?{said}" if said else "")
