"""Find keys that stand several times in one JSON object: readers differ in which of them they believe."""

import json

MAX_LOOKED_AT = 4 << 20
"""Bytes; of larger documents only the last of several keys is seen, as looking takes longer than reading them; that
is told as `duplicates-not-looked-for`."""
_MOST = 20


class _Places(list[str]):
    """Pointers to the duplicate keys below a node."""


def duplicate_keys(content: bytes) -> tuple[str, ...]:
    """Return JSON pointers to keys that their object has more than once; the first `_MOST` from the inside out."""
    if len(content) > MAX_LOOKED_AT or not _has_any(content):
        return ()
    found = json.loads(content, object_pairs_hook=_places)
    return tuple(found[:_MOST]) if isinstance(found, _Places) else ()


def _has_any(content: bytes) -> bool:
    seen = False

    def look(pairs: list[tuple[str, object]]) -> None:
        nonlocal seen
        if len(dict(pairs)) != len(pairs):
            seen = True

    try:
        json.loads(content, object_pairs_hook=look)
    except (ValueError, RecursionError):
        return False
    return seen


def _places(pairs: list[tuple[str, object]]) -> _Places | None:
    """Return where this object, or one inside of it, has a key twice; the decoder calls it from the inside out."""
    places = _Places()
    keys: set[str] = set()
    for key, value in pairs:
        step = "/" + key.replace("~", "~0").replace("/", "~1")
        if key in keys:
            places.append(step)
        keys.add(key)
        inside = enumerate(value) if isinstance(value, list) and not isinstance(value, _Places) else ((None, value),)
        for at, part in inside:
            if isinstance(part, _Places):
                places += [f"{step}{'' if at is None else f'/{at}'}{place}" for place in part[:_MOST]]
    return places or None
