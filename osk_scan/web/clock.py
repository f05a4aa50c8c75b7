"""The desk's only clock, and its calendar."""

from datetime import UTC, date, datetime


def now() -> str:
    """Return the present moment, ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def is_day(text: str) -> bool:
    """Return whether `text` is a day as ISO 8601 writes it with hyphens."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
