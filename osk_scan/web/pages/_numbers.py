"""Moments, sizes and shifts as people read them."""

from datetime import datetime
from fractions import Fraction

from osk_scan.pipeline.local_time import local, zone_name
from osk_scan.reports.parts import Words, day, points


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


def shift(low: str, high: str, words: Words) -> str:
    """Return by how much the lower and the upper end of a value moved, in points with a sign."""
    ends = [_signed(Fraction(end), words) for end in (low, high)]
    return ends[0] if ends[0] == ends[1] else words("what-if.ends", low=ends[0], high=ends[1])


def _signed(delta: Fraction, words: Words) -> str:
    sign = "+" if delta > 0 else "−" if delta < 0 else "±"
    return f"{sign}{points(str(abs(delta)), words.language)}"
