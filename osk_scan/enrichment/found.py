"""What is found for a package: license claims as somebody wrote them, and where."""

from msgspec import Struct


class Found(Struct, frozen=True):
    """License claims for one package."""

    claims: tuple[str, ...]
    """As written; several apply together."""
    source: str
    """`machine`, or the index that was asked."""
    place: str
    """Path on the machine, or URL below the index."""


def said(text: object, limit: int = 200) -> str | None:
    """Return a short one-line text out of hostile metadata, or None where it says nothing that short."""
    if not isinstance(text, str):
        return None
    line = " ".join(text.split())
    return line if 0 < len(line) <= limit and line.isprintable() and line.upper() != "UNKNOWN" else None
