"""Moments and sizes as people read them."""

from datetime import datetime

from osk_scan.reports.parts import Words, day


def moment(iso: str, words: Words) -> str:
    """Return a moment (ISO 8601, UTC) as date and time of day, named as UTC; no line breaks within it."""
    said = day(iso[:10], words.language)
    return "\N{NO-BREAK SPACE}".join((said, iso[11:16], "UTC")) if len(iso) > 10 else said


def size(octets: int, words: Words) -> str:
    """Return a number of bytes in the largest unit that leaves a digit before the point."""
    for unit, bytes_ in (("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)):
        if octets >= bytes_:
            number = f"{octets / bytes_:.1f}"
            return f"{number.replace('.', ',') if words.language == 'de' else number} {unit}"
    return f"{octets} Byte"


def later(iso: str, years: int) -> str:
    """Return the same day (ISO 8601) some years later, the 28th for a leap day."""
    then = datetime.fromisoformat(iso).date()
    return then.replace(year=then.year + years, day=min(then.day, 28) if then.month == 2 else then.day).isoformat()
