"""Moments and sizes as people read them."""

from datetime import datetime

from osk_scan.pipeline.local_time import local, zone_name
from osk_scan.reports.parts import Words, day


def moment(iso: str, words: Words) -> str:
    """Return a moment (ISO 8601, UTC) as day and time of day in Berlin, named as such; no line breaks within it."""
    if len(iso) <= 10:
        return day(iso, words.language)
    there = local(iso)
    said = (day(there.date().isoformat(), words.language), f"{there:%H:%M}", zone_name(there, words.language))
    return "\N{NO-BREAK SPACE}".join(said)


def size(octets: int, words: Words) -> str:
    """Return a number of bytes in the largest unit that leaves a digit before the point."""
    for unit, bytes_ in (("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)):
        if octets >= bytes_:
            number = f"{octets / bytes_:.1f}"
            return f"{number.replace('.', ',') if words.language == 'de' else number} {unit}"
    return " ".join((str(octets), words("receipt.bytes")))


def later(iso: str, years: int) -> str:
    """Return the same day (ISO 8601) some years later, the 28th for a leap day."""
    then = datetime.fromisoformat(iso).date()
    return then.replace(year=then.year + years, day=min(then.day, 28) if then.month == 2 else then.day).isoformat()
