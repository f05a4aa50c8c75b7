"""Bars that show what is certain and what is open, as inline SVG that needs no script and scales with its column."""

import re
from html import unescape

from markupsafe import Markup

from osk_scan.indicator import Range
from osk_scan.reports._plain import plain

_MAIN, _OPEN, _TRACK, _SHARE, _ALERT = "#0b4a63", "#a5cddd", "#e1e9ed", "#6b7780", "#8f2d0e"
"""The colours of `style.css`, again: a PDF writer does not carry a page's style into its drawings."""

_LOOKS = {
    "track": Markup('fill="{}" rx="2"').format(_TRACK),
    "certain": Markup('fill="{}"').format(_MAIN),
    "open": Markup('fill="{}" stroke="{}"').format(_OPEN, _MAIN),
    "share": Markup('fill="{}"').format(_SHARE),
    "radius": Markup('fill="none" stroke="{}" stroke-width="1.5"').format(_MAIN),
    "end": Markup('stroke="{}" stroke-width="2"').format(_MAIN),
    "threshold": Markup('stroke="{}" stroke-width="2" stroke-dasharray="4 3"').format(_ALERT),
}
_FRAME = Markup('<svg class="gauge" role="img" width="100%" height="{height}"><title>{label}</title>{inner}</svg>')
"""Browsers and the PDF writer both read a drawing's title to those who do not see it."""
_TOLD = re.compile(r'<svg [^>]*height="(?P<height>\d+)"><title>(?P<words>[^<]*)</title>')
_OPENED = '<svg xmlns="http://www.w3.org/2000/svg" width="{width}px" height="{height}px">'
_BOX = Markup('<rect x="{x}%" y="{y}" width="{width}%" height="{height}" {look}/>')
_TICK = Markup('<line x1="{x}%" x2="{x}%" y1="{y1}" y2="{y2}" {look}/>')
_NARROWEST = 0.6
"""Per cent of the axis: below that nobody would see that something is open."""


def interval_bar(found: Range, label: str, *, cautious: Range | None = None, height: int = 16) -> Markup:
    """Return a bar from 0 to 100 %: dark up to the lower end, light up to the upper end, a tick at each end.

    A `cautious` range lengthens the light part to where the value could lie at most.
    """
    low = _percent(found.lo)
    high = _percent(max(found.hi, cautious.hi if cautious else found.hi))
    inner = _box("track", 0, 0, 100, height) + _box("certain", 0, 0, low, height)
    if high > low:
        inner += _box("open", low, 0, max(high - low, _NARROWEST), height)
        inner += _TICK.format(look=_LOOKS["end"], x=high, y1=0, y2=height)
    inner += _TICK.format(look=_LOOKS["end"], x=low, y1=0, y2=height)
    return _FRAME.format(label=plain(label), height=height, inner=inner)


def hotspot_bar(share: float, radius: Range, value: Range, threshold: float, label: str) -> Markup:
    """Return two lanes of one product: its share of the installations; and around its lock-in the failure radius."""
    low, high, reach = _percent(value.lo), _percent(value.hi), _percent(radius.lo)
    inner = _box("track", 0, 10, 100, 18)
    inner += _box("share", 0, 0, max(_percent(share), _NARROWEST), 7)
    inner += _box("certain", 0, 10, low, 18)
    if high > low:
        inner += _box("open", low, 10, high - low, 18)
    if reach > 0:
        inner += _box("radius", 0, 10, max(reach, _NARROWEST), 18)
    inner += _TICK.format(look=_LOOKS["threshold"], x=_percent(threshold), y1=0, y2=32)
    return _FRAME.format(label=plain(label), height=32, inner=inner)


def swatch(look: str) -> Markup:
    """Return how one part of a drawing looks, for the key beside it; its words stand there."""
    inner = _TICK.format(look=_LOOKS[look], x=50, y1=0, y2=16) if look == "threshold" else _box(look, 4, 2, 92, 12)
    return _FRAME.format(label="", height=16, inner=inner)


def as_file(drawing: Markup, width: float) -> tuple[bytes, float, str]:
    """Return a drawing of `width` pixels as SVG file, its height in pixels, and its words."""
    source = str(drawing)
    told = _TOLD.match(source)
    if told is None:
        raise ValueError(f"no drawing of ours: {source[:80]}")
    opened = _OPENED.format(width=round(width), height=told["height"])
    return (opened + source[told.end() :]).encode(), float(told["height"]), unescape(told["words"])


def _percent(share: float) -> float:
    return round(min(1.0, max(0.0, share)) * 100, 3)


def _box(sort: str, x: float, y: int, width: float, height: int) -> Markup:
    return _BOX.format(look=_LOOKS[sort], x=x, y=y, width=round(width, 3), height=height)
