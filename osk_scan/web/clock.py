"""The desk's only clock."""

from datetime import UTC, datetime


def now() -> str:
    """Return the present moment, ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")
