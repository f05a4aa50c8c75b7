"""Tell what can be read."""

from difflib import get_close_matches

from osk_scan.errors import InvalidRequest
from osk_scan.parsers import parsers


def formats() -> tuple[tuple[str, str, str, str, str], ...]:
    """Return (name, title, specification, versions, example) of every format, by name."""
    return tuple(
        (name, parser.title, parser.specification, ", ".join(parser.versions), parser.example)
        for name, parser in sorted(parsers().items())
    )


def format_title(name: str, version: str | None = None) -> str:
    """Return what people call a format, and the version of it that a document states; the name where none has it."""
    known = parsers().get(name)
    return f"{known.title if known else name} {version or ''}".strip()


def format_named(name: str) -> tuple[str, str, str, str, str]:
    """Return the same for one format.

    Raises:
        InvalidRequest: naming the nearest format.
    """
    by_name = {row[0]: row for row in formats()}
    if name not in by_name:
        nearest = get_close_matches(name, by_name, 1, cutoff=0)
        raise InvalidRequest(f"format {name}", "there is no such format", f"did you mean {nearest[0]}?")
    return by_name[name]
