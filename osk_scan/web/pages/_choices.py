"""Long lists to choose from: a thousand systems are made into a form's entries once, not with every page."""

from functools import lru_cache

from markupsafe import Markup

from osk_scan.web.pages._plain import plain

_ENTRY = Markup('<option value="{}">{}</option>\n')
_CHOSEN = Markup('<option value="{}" selected>')


def choices(names: tuple[str, ...], chosen: str) -> Markup:
    """Return the entries of a list to choose from; `chosen` is the one that was asked for."""
    entries = _entries(names)
    if chosen not in names:
        return entries
    before, entry, behind = entries.partition(Markup('<option value="{}">').format(chosen))
    return before + (_CHOSEN.format(chosen) if entry else Markup("")) + behind


@lru_cache(maxsize=64)
def _entries(names: tuple[str, ...]) -> Markup:
    return Markup("").join(_ENTRY.format(name, plain(name)) for name in names)
