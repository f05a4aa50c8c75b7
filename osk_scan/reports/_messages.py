"""The three to five sentences that the head of an agency should remember."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from osk_scan.reports._findings import Gathered
from osk_scan.reports._focus import standing_out
from osk_scan.reports._names import Names
from osk_scan.reports._numbers import percent, span
from osk_scan.reports.wording import Words
from osk_scan.results import Results
from osk_scan.score import Hotspot, Score

MOST = 5
_BLIND_BELOW = Fraction(4, 5)
"""Coverage from which on few findings stop being a good sign; printed with the value itself."""


@dataclass(frozen=True)
class Message:
    """A statement, what it means, and the section that shows it."""

    head: str
    text: str
    section: str


def messages(results: Results, score: Score | None, found: Gathered, words: Words) -> tuple[Message, ...]:
    """Return at most `MOST` messages, the ones about missing sight and losses never crowded out."""
    warnings = tuple(_warnings(results, score, words))
    return tuple(statements(results, score, found, words))[: MOST - len(warnings)] + warnings


def statements(results: Results, score: Score | None, found: Gathered, words: Words) -> Iterator[Message]:
    """Yield what is known, the most telling first."""
    names = Names(results)
    if score:
        yield from _bottleneck(score, words)
        yield from _hotspot(score, names, words)
    if found.licenses.total:
        yield _licenses(found, words)
    if score:
        yield from _vendor(score, words)
        yield from _clarify(score, words)


def _warnings(results: Results, score: Score | None, words: Words) -> Iterator[Message]:
    coverage = score.indicators.get("Q1") if score else None
    if coverage and coverage.low < _BLIND_BELOW:
        yield Message(words("message.blind.head", range=span(coverage, words)), words("message.blind.text"), "clarify")
    yield from losses(results, words)


def losses(results: Results, words: Words) -> Iterator[Message]:
    """Yield that not everything handed in could be read, where that is so."""
    refused = sum(receipt.state == "refused" for receipt in results.receipts)
    quarantined = sum(receipt.counts.quarantined for receipt in results.receipts if receipt.counts)
    if refused or quarantined:
        text = words("message.losses.text", refused=refused, quarantined=quarantined)
        yield Message(words("message.losses.head"), text, "documents")


def _bottleneck(score: Score, words: Words) -> Iterator[Message]:
    goal = score.goals.get(score.bottleneck or "")
    if goal:
        head = words("message.bottleneck.head", goal=goal.name.in_(words.language))
        others = [score.goals[id_].name.in_(words.language) for id_ in score.bottleneck_possible if id_ != goal.id]
        key = "message.bottleneck.maybe" if others else "message.bottleneck.text"
        yield Message(head, words(key, range=span(goal, words), others=", ".join(others)), "indicators")


def _hotspot(score: Score, names: Names, words: Words) -> Iterator[Message]:
    spots = standing_out(score)
    if not spots:
        return
    first = spots[0]
    head = words("message.hotspot.head", product=first.name, radius=span(first.radius, words))
    yield Message(head, _hotspot_text(first, score, names, words), "hotspots")


def _hotspot_text(first: Hotspot, score: Score, names: Names, words: Words) -> str:
    share = percent(Fraction(first.share), words.language)
    most = max(Fraction(spot.share) for spot in score.hotspots)
    overlooked = Fraction(first.share) < most
    key = "message.hotspot.text" if overlooked else "message.hotspot.plain"
    text = words(key, share=share, value=span(first.value, words))
    if not first.exits:
        return text
    exits = ", ".join(tuple(dict.fromkeys(hint.name or names(hint.product) for hint in first.exits))[:3])
    return f"{text} {words('message.hotspot.exit', exits=exits)}"


def _vendor(score: Score, words: Words) -> Iterator[Message]:
    known = [vendor for vendor in score.vendors if vendor.radius.low > 0]
    if known:
        most = max(known, key=lambda vendor: (vendor.radius.low, vendor.radius.high))
        head = words("message.vendor.head", vendor=most.name, radius=span(most.radius, words))
        yield Message(head[0].upper() + head[1:], words("message.vendor.text"), "vendors")


def _licenses(found: Gathered, words: Words) -> Message:
    total, systems = found.licenses.total, len(found.license_systems)
    one = ".one" if total == 1 else ""
    head = words(f"message.licenses.head{one}", count=total)
    text = words(f"message.licenses.text{one}", systems=systems, grave=found.grave_licenses)
    return Message(head, text, "licenses")


def _clarify(score: Score, words: Words) -> Iterator[Message]:
    if score.clarify:
        first = score.clarify[0]
        fact = words.or_itself("fact", first.fact)
        head = words("message.clarify.head", fact=fact, product=first.name)
        yield Message(head, words("message.clarify.text"), "clarify")
