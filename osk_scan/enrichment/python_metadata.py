"""Licenses out of the core metadata of a Python distribution."""

from email.errors import MessageError
from email.parser import BytesHeaderParser

from osk_scan.enrichment.found import said

_CLASSIFIER = "License :: "
_SAYS_NO_LICENSE = ("License :: OSI Approved",)


def licenses_in(content: bytes) -> tuple[str, ...]:
    """Return the claims of a `METADATA` or `PKG-INFO` file: the expression, else a short text, else classifiers.

    Source: PyPA core metadata specification 2.4 (PEP 639).
    """
    try:
        headers = BytesHeaderParser().parsebytes(content)
        classifiers = [str(value) for value in headers.get_all("Classifier", [])]
        return claims_of(headers.get("License-Expression"), headers.get("License"), classifiers)
    except (MessageError, ValueError, LookupError):
        return ()


def claims_of(expression: object, license_: object, classifiers: object) -> tuple[str, ...]:
    """Return the claims out of the three fields, whatever a hostile document put in their places."""
    short = said(str(expression) if expression else None) or said(str(license_) if license_ else None)
    if short:
        return (short,)
    listed = classifiers if isinstance(classifiers, list) else []
    named = [text for one in listed if (text := said(one)) and text.startswith(_CLASSIFIER)]
    named = [text for text in named if text not in _SAYS_NO_LICENSE]
    return ("; ".join(dict.fromkeys(named)),) if named else ()
