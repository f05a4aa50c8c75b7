"""Ask of rows only what is asked for: behind `? IS NULL OR column = ?` SQLite uses no index."""

from collections.abc import Mapping

Condition = tuple[str, list[object]]
"""SQL, and its values."""


def asked(conditions: Mapping[str, object]) -> Condition:
    """Return the conditions whose value is not None as one that all hold; where nothing is asked it always holds."""
    told = {condition: value for condition, value in conditions.items() if value is not None}
    return " AND ".join(told) or "true", [*told.values()]
