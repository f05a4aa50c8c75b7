"""Licenses out of a Debian copyright file: machine-readable (DEP-5), else what a free text refers to."""

import re
from collections.abc import Iterator

from osk_scan.enrichment.found import said
from osk_scan.parsers._stanzas import Stanza, stanzas

_MACHINE_READABLE = re.compile(
    r"^Format:\s*\S*(?:copyright-format|/dep5?\b|CopyrightFormat)", re.IGNORECASE | re.MULTILINE
)
_REFERENCE = re.compile(r"/usr/share/common-licenses/([A-Za-z]+(?:-\d+(?:\.\d+)*)?)")
_OR_LATER = re.compile(r"any\s+later\s+version", re.IGNORECASE)
_MIT = re.compile(
    r"Permission\s+is\s+hereby\s+granted,\s+free\s+of\s+charge,\s+to\s+any\s+person\s+obtaining\s+a\s+copy"
)
_NOT_MIT = re.compile(r"Except\s+as\s+contained\s+in\s+this\s+notice", re.IGNORECASE)
_BEFORE = 2500
"""Characters in front of a reference in which the grant stands that it belongs to."""


def licenses_in(text: str) -> tuple[str, ...]:
    """Return the license claims of a copyright file, each once, in its order; empty where none can be made out.

    Source: Debian Policy 4.7.0, section 12.5; machine-readable copyright format 1.0.
    """
    if _MACHINE_READABLE.search(text[:2000]):
        return tuple(dict.fromkeys(_machine_readable(list(stanzas(text)))))
    return tuple(dict.fromkeys(_free(text)))


def _machine_readable(paragraphs: list[Stanza]) -> Iterator[str]:
    """Yield the short names of all files but those of the packaging, which are not what is installed."""
    for paragraph in paragraphs:
        files = paragraph.fields.get("files", "").split()
        if files and not all(pattern.startswith("debian/") for pattern in files):
            name = said(paragraph.fields.get("license", "").partition("\n")[0])
            if name:
                yield name


def _free(text: str) -> Iterator[str]:
    """Yield the licenses that the text refers to, with `+` where the grant before it says "any later version"."""
    began = 0
    for reference in _REFERENCE.finditer(text):
        grant = text[max(began, reference.start() - _BEFORE) : reference.start()]
        yield reference[1] + ("+" if _OR_LATER.search(grant) and "GPL" in reference[1] else "")
        began = reference.end()
    if _MIT.search(text) and not _NOT_MIT.search(text):
        yield "MIT"
