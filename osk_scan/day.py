"""A day as files and people write it: ISO 8601 with hyphens, and one that the calendar has."""

from datetime import date


def is_day(text: str) -> bool:
    """Tell whether `text` is a day like 2027-12-31."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
