"""Scores: goals and indicators as intervals, how each comes about, hotspots, and what to clarify first."""

from collections.abc import Mapping
from fractions import Fraction
from functools import partial

from msgspec import Struct
from starlette.responses import Response

from osk_scan.errors import InvalidRequest
from osk_scan.pipeline.deriving import derived
from osk_scan.reports.parts import (
    Column,
    Table,
    clarify_table,
    day,
    evidence_line,
    exact,
    fact_line,
    goals,
    hotspot_view,
    indicator_table,
    indicator_value,
    interval_bar,
    parts_table,
    span,
    target_table,
    whole,
)
from osk_scan.sovereignty.explain import Explained, Item
from osk_scan.web.call import Call
from osk_scan.web.endpoint import READERS, Endpoint
from osk_scan.web.errors import NotFound
from osk_scan.web.pages._page import page
from osk_scan.web.pages._plain import address, with_links
from osk_scan.web.pages._profiles import Profile, labelled, named, offered, profile_asked
from osk_scan.web.pages._wording import PageWords

_Contents = tuple[tuple[Column, ...], tuple[tuple[str, ...], ...]]
_ITEMS, _SOURCES = 200, 100
_PLACES = 3
"""Named of each product."""


class _Asked(Struct, frozen=True):
    """Whose profile: `scope` as `agency:Name`; empty: the first there is."""

    scope: str = ""


def _score(call: Call) -> Response:
    found = _found(call, "nav.score")
    if isinstance(found, Response):
        return found
    score, words, results = found.score, found.words, found.assessed.results
    return _page(
        call,
        found,
        "score.html.j2",
        words("nav.score"),
        goals=goals(score, words),
        indicators=indicator_table(score, words, partial(address, "/score", scope=named(score))),
        parts=parts_table(results, score, words),
        targets=target_table(score, words),
    )


def _explanation(call: Call) -> Response:
    found = _found(call, "nav.score")
    if isinstance(found, Response):
        return found
    words, score = found.words, found.score
    try:
        of = found.assessed
        told = derived(call.db, call.desk.policy, of.assessment, of.results.scores, score, call.path("indicator"))
    except InvalidRequest as error:
        raise NotFound(error.where, error.wrong, error.fix) from None
    name = f"{told.indicator} {told.name.in_(words.language)}"
    value = indicator_value(told.indicator, told.value, words)
    return _page(
        call,
        found,
        "explanation.html.j2",
        name,
        told=told,
        value=value,
        exact=exact(told.value),
        bound=words(f"explanation.{told.value.bound}"),
        cautious=words("indicators.cautious", range=span(told.cautious, words)) if told.cautious else "",
        bar=interval_bar(told.value, f"{name}: {value}", cautious=told.cautious, height=26),
        total=f"{whole(told.total, words.language)} {words.or_itself('unit', told.unit)}",
        items=_item_table(told, words),
        sources=tuple(with_links(evidence_line(one, words)) for one in told.sources[:_SOURCES]),
        renewed=of.assessment.catalogue_version != call.desk.policy.catalogue.version,
        sources_left=max(0, len(told.sources) - _SOURCES),
    )


def _hotspots(call: Call) -> Response:
    found = _found(call, "nav.hotspots")
    if isinstance(found, Response):
        return found
    shown = hotspot_view(found.score, found.assessed.names, found.words)
    return _page(call, found, "hotspots.html.j2", found.words("nav.hotspots"), hotspots=shown)


def _clarify(call: Call) -> Response:
    found = _found(call, "clarify.title")
    if isinstance(found, Response):
        return found
    table = clarify_table(found.score, found.words)
    return _page(call, found, "clarify.html.j2", found.words("clarify.title"), clarify=table)


def _found(call: Call, title: str) -> Profile | Response:
    return profile_asked(call, title, call.asked(_Asked).scope)


def _page(call: Call, found: Profile, template: str, title: str, **shown: object) -> Response:
    words, score = found.words, found.score
    return page(
        call,
        template,
        title,
        scope=named(score),
        label=labelled(score, call.caller.agency, words),
        scopes=offered(found.assessed.scores, call.caller.agency, words),
        as_of=words("report.as-of", date=day(score.as_of, words.language)),
        **shown,
    )


def _item_table(told: Explained, words: PageWords) -> Table:
    """Return what contributes: products, or the documents whose required fields were counted."""
    columns, rows = _documents(told, words) if told.unit == "field" else _products(told, words)
    left = len(told.items) - _ITEMS
    more = words("report.more-scores", count=left) if left > 0 else ""
    return Table(words("score.items"), columns, rows, more)


def _documents(told: Explained, words: PageWords) -> _Contents:
    columns = (Column(words("documents.document")), Column(words("score.fields"), "number"))
    return columns, tuple((", ".join(item.documents), _share(item)) for item in told.items[:_ITEMS])


def _products(told: Explained, words: PageWords) -> _Contents:
    columns = (
        Column(words("hotspots.product")),
        Column(words("score.count"), "number"),
        Column(words("score.share"), "number"),
        Column(words("score.facts")),
        Column(words("score.stated-in")),
    )
    most_first = sorted(told.items, key=lambda item: (-Fraction(item.lo), -Fraction(item.hi), -item.installations))
    return columns, tuple(_item_row(item, told.names, words) for item in most_first[:_ITEMS])


def _item_row(item: Item, names: Mapping[str, str], words: PageWords) -> tuple[str, ...]:
    places = ", ".join(words.of_place(place) for place in item.documents[:_PLACES])
    left = len(item.documents) - _PLACES
    return (
        item.name,
        whole(item.installations, words.language),
        _share(item),
        "; ".join(fact_line(name, fact, names, words) for name, fact in item.facts.items()),
        (words("hotspots.and-more", listed=places, count=left) if left > 0 else places) or "–",
    )


def _share(item: Item) -> str:
    return item.lo if item.lo == item.hi else f"{item.lo} – {item.hi}"


ENDPOINTS = (
    Endpoint(method="GET", path="/score", roles=READERS, answer=_score),
    Endpoint(method="GET", path="/score/{indicator}", roles=READERS, answer=_explanation),
    Endpoint(method="GET", path="/hotspots", roles=READERS, answer=_hotspots),
    Endpoint(method="GET", path="/clarify", roles=READERS, answer=_clarify),
)
