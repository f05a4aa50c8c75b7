"""Moments as people in Berlin live them; machines go on to read UTC."""

from datetime import datetime
from zoneinfo import ZoneInfo

from osk_scan.model import Language

_ZONE = ZoneInfo("Europe/Berlin")
_GERMAN = {"CET": "MEZ", "CEST": "MESZ"}


def local(iso: str) -> datetime:
    """Return a moment (ISO 8601 with its offset) by the clocks of Berlin."""
    return datetime.fromisoformat(iso).astimezone(_ZONE)


def zone_name(moment: datetime, language: Language) -> str:
    """Return what people call the time that holds in Berlin at a moment: summer time or not."""
    name = moment.tzname() or ""
    return _GERMAN.get(name, name) if language == "de" else name
