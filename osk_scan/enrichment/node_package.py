"""Licenses out of a `package.json`, as it lies in a folder or as a registry answers."""

from typing import Any

import msgspec

from osk_scan.enrichment.found import said


def package_in(content: bytes) -> dict[str, Any]:
    """Return the object in a `package.json`; empty where it is none."""
    try:
        decoded = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return {}
    return decoded if isinstance(decoded, dict) else {}


def licenses_of(package: dict[str, Any]) -> tuple[str, ...]:
    """Return the license claims: `license` as text or object; of the old list `licenses` one may choose.

    Source: npm documentation, package.json, `license`.
    """
    license_ = package.get("license")
    stated = said(license_) or (said(license_.get("type")) if isinstance(license_, dict) else None)
    if stated:
        return (stated,)
    old = package.get("licenses")
    entries = old if isinstance(old, list) else [old]
    names = [said(entry.get("type")) if isinstance(entry, dict) else said(entry) for entry in entries[:20]]
    choices = list(dict.fromkeys(name for name in names if name))
    if not choices:
        return ()
    return (choices[0] if len(choices) == 1 else f"({' OR '.join(choices)})",)
