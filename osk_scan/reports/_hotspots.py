"""Hotspots, vendors and common causes as tables and as a picture."""

from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup
from msgspec.structs import asdict

from osk_scan.reports._bars import hotspot_bar, interval_bar
from osk_scan.reports._focus import lock_ins, standing_out
from osk_scan.reports._names import Names
from osk_scan.reports._numbers import at_most, day, euros, percent, span
from osk_scan.reports._table import Column, Table
from osk_scan.reports.wording import Words, whole
from osk_scan.score import ExitHint, Hotspot, Score

PICTURED = 10
LISTED = 40
VENDORS = 15
FIRST = 5
_FIRST_EXITS = 3
BELOW = 6
"""Products below the threshold that are listed nevertheless, for comparison."""


@dataclass(frozen=True)
class Lane:
    """One product of the picture."""

    name: str
    told: str
    drawing: Markup


@dataclass(frozen=True)
class HotspotView:
    """What page and report say of hotspots and vendors."""

    lead: str
    """Why the first hotspot leads where counting would put another first, or that none leads."""
    none: bool
    """No product reaches the threshold."""
    lanes: tuple[Lane, ...]
    threshold: str
    caption: str
    hotspots: Table
    criticality: Table
    vendors: Table
    causes: tuple[str, ...]
    """The alternatives that share a controlling entity, one sentence each."""


def hotspot_view(score: Score, names: Names, words: Words) -> HotspotView:
    """Return what one profile shows of hotspots and vendors."""
    spots = lock_ins(score)
    caption = words("hotspots.picture")
    if len(spots) > PICTURED:
        caption = f"{caption} {words('hotspots.pictured', count=PICTURED)}"
    return HotspotView(
        lead=why(score, words),
        none=not standing_out(score),
        lanes=tuple(_lane(spot, words) for spot in spots[:PICTURED]),
        threshold=spots[0].threshold if spots else "",
        caption=caption,
        hotspots=_hotspot_table(score, names, words),
        criticality=_criticality_table(score, names, words),
        vendors=_vendor_table(score, words),
        causes=_common_causes(score, names, words),
    )


def why(score: Score, words: Words) -> str:
    """Return why the first hotspot leads where counting installations would put another first, or that none leads."""
    spots = lock_ins(score)
    if not spots:
        return ""
    counted, first = max(spots, key=lambda spot: Fraction(spot.share)), spots[0]
    if first.value.high == 0:
        return words("hotspots.level")
    leads = (first.value.low, first.value.high) > (counted.value.low, counted.value.high)
    if not leads or Fraction(counted.share) <= Fraction(first.share):
        return ""
    return words(
        "hotspots.why",
        counted=counted.name,
        counted_share=percent(Fraction(counted.share), words.language),
        first=first.name,
        first_share=percent(Fraction(first.share), words.language),
        first_radius=span(first.radius, words),
    )


def _hotspot_table(score: Score, names: Names, words: Words) -> Table:
    """Return the lock-in hotspots."""
    spots = lock_ins(score)
    reaching = sum(spot.state != "below" for spot in spots)
    return _table(words("hotspots.table"), spots, min(LISTED, reaching + BELOW), names, words)


def first_table(score: Score, names: Names, words: Words) -> Table:
    """Return what most depends on, in plain words: share, systems that stop without it, ways out."""
    columns = (
        Column(words("hotspots.product")),
        Column(words("first.share"), "number"),
        Column(words("first.radius"), "number"),
        Column(words("hotspots.exits")),
    )
    rows = tuple(
        (
            spot.name,
            percent(Fraction(spot.share), words.language),
            span(spot.radius, words),
            ", ".join(dict.fromkeys(_exit(hint, names) for hint in spot.exits[:_FIRST_EXITS])) or "–",
        )
        for spot in standing_out(score)[:FIRST]
    )
    return Table(words("first.table"), columns, rows)


def _criticality_table(score: Score, names: Names, words: Words) -> Table:
    """Return open source that much depends on and that is poorly kept up."""
    spots = tuple(spot for spot in score.hotspots if spot.kind == "criticality" and spot.state != "below")
    return _table(words("criticality.table"), spots, LISTED, names, words, value="criticality.value")


def _vendor_table(score: Score, words: Words) -> Table:
    """Return the failure radius of each controlling entity."""
    rows = tuple(
        (
            vendor.name,
            interval_bar(vendor.radius, span(vendor.radius, words), cautious=vendor.possible),
            span(vendor.radius, words),
            at_most(vendor.possible.high, words.language),
        )
        for vendor in score.vendors[:VENDORS]
    )
    columns = (
        Column(words("vendors.entity")),
        Column(words("vendors.bar"), "bar"),
        Column(words("vendors.known"), "number"),
        Column(words("vendors.possible"), "number"),
    )
    return Table(words("vendors.table"), columns, rows, _left_out(len(score.vendors) - VENDORS, words))


def _common_causes(score: Score, names: Names, words: Words) -> tuple[str, ...]:
    """Return the alternatives that share a controlling entity, one sentence each."""
    return tuple(
        words(
            "causes.text",
            needed_by=names(cause.needed_by),
            alternatives=", ".join(names.of(cause.alternatives)),
            entity=names(cause.entity),
            state=words.or_itself("state", cause.state),
        )
        for cause in score.common_causes[:LISTED]
    )


def _lane(spot: Hotspot, words: Words) -> Lane:
    share = percent(Fraction(spot.share), words.language)
    told = f"{share} · B {span(spot.radius, words)} · H {span(spot.value, words)}"
    threshold = float(Fraction(spot.threshold))
    read = words(
        "hotspots.lane", product=spot.name, share=share, radius=span(spot.radius, words), value=span(spot.value, words)
    )
    drawing = hotspot_bar(float(Fraction(spot.share)), spot.radius, spot.value, threshold, read)
    return Lane(spot.name, told, drawing)


def _table(
    caption: str, spots: tuple[Hotspot, ...], listed: int, names: Names, words: Words, value: str = "hotspots.value"
) -> Table:
    columns = (
        Column(words("hotspots.product")),
        Column(words("hotspots.state")),
        Column(words("hotspots.share"), "number"),
        Column(words("hotspots.radius"), "number"),
        Column(words(value), "number"),
        Column(words("hotspots.next-decision")),
        Column(words("hotspots.flags")),
        Column(words("hotspots.exits")),
    )
    rows = tuple(_row(spot, names, words) for spot in spots[:listed])
    return Table(caption, columns, rows, _left_out(len(spots) - listed, words))


def _row(spot: Hotspot, names: Names, words: Words) -> tuple[str, ...]:
    share = percent(Fraction(spot.share), words.language)
    return (
        spot.name,
        words(f"state.{spot.state}"),
        f"{whole(spot.installations, words.language)} ({share})",
        span(spot.radius, words),
        span(spot.value, words),
        _decision(spot, words),
        "; ".join(_remarks(spot, names, words)) or "–",
        "; ".join(_exits(spot, names, words)) or "–",
    )


def _decision(spot: Hotspot, words: Words) -> str:
    """Return what ends next, and what is paid until then."""
    found, told = spot.next_decision, []
    if found:
        told.append(words(f"decision.{found.because}", day=day(found.day, words.language)))
    if spot.cost_per_year:
        told.append(words("hotspots.cost", euros=euros(spot.cost_per_year, words.language)))
    return "; ".join(told) or "–"


def _remarks(spot: Hotspot, names: Names, words: Words) -> list[str]:
    flags = asdict(spot.flags)
    remarks = [words(f"flag.{name}") for name, flag in flags.items() if flag]
    unknown = [words(f"flag.{name}") for name, flag in flags.items() if flag is None]
    if len(unknown) == len(flags):
        remarks.append(words("flag.all-unknown"))
    elif unknown:
        remarks.append(words("flag.unknown", flags=", ".join(unknown)))
    if spot.leaves_with:
        remarks.append(words("hotspots.leaves-with", products=", ".join(names.of(spot.leaves_with))))
    if spot.systems:
        remarks.append(words("hotspots.stopped", systems=_stopped(spot, words)))
    return remarks


def _stopped(spot: Hotspot, words: Words) -> str:
    listed = ", ".join(spot.systems[:8])
    others = spot.systems_stopped - len(spot.systems[:8])
    return words("hotspots.and-more", listed=listed, count=others) if others > 0 else listed


def _exits(spot: Hotspot, names: Names, words: Words) -> tuple[str, ...]:
    told = (
        words("hotspots.used-by", product=_exit(hint, names), agencies=", ".join(hint.used_by))
        if hint.used_by
        else _exit(hint, names)
        for hint in spot.exits
    )
    return tuple(dict.fromkeys(told))


def _exit(hint: ExitHint, names: Names) -> str:
    return hint.name or names(hint.product)


def _left_out(number: int, words: Words) -> str:
    return words("report.more-scores", count=number) if number > 0 else ""
