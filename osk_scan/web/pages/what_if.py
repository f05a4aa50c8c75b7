"""Ask what a replacement would change, what it would not, and what stands in its way."""

from msgspec import Struct
from starlette.responses import Response

from osk_scan.errors import OskError
from osk_scan.indicator import Range
from osk_scan.pipeline.cataloguing import match_name
from osk_scan.pipeline.replacing import Answered, Asking
from osk_scan.reports.parts import Column, Table, day, indicator_value, span, whole
from osk_scan.sovereignty.what_if import Change, WhatIf
from osk_scan.web.call import Call
from osk_scan.web.endpoint import READERS, Endpoint
from osk_scan.web.pages._assessed import Assessed, assessed
from osk_scan.web.pages._numbers import shift
from osk_scan.web.pages._page import page, words_for
from osk_scan.web.pages._standing import standing
from osk_scan.web.pages._wording import PageWords


class _Asked(Struct, frozen=True):
    """Which product, by which."""

    replace: str = ""
    by: str = ""


def _what_if(call: Call) -> Response:
    words = words_for(call)
    found = assessed(call, words)
    if found is None:
        return page(call, "empty.html.j2", words("nav.what-if"))
    asked = call.asked(_Asked)
    shown: dict[str, object] = {"answer": None}
    if asked.replace.strip() and asked.by.strip():
        try:
            shown |= _answer(call, found, asked, words)
        except OskError:
            # What comes near to a name may be another agency's: only the reader's own list advises.
            shown["errors"] = _errors(call, asked, words)
    catalogue = call.desk.policy.catalogue
    return page(
        call,
        "what_if.html.j2",
        words("nav.what-if"),
        asked=asked,
        installed=sorted(product.name for product in found.results.scores.products.values()),
        catalogued=sorted(product.name for product in catalogue.products.values()),
        as_of=words("report.as-of", date=day(found.assessment.as_of, words.language)),
        **shown,
    )


def _answer(call: Call, found: Assessed, asked: _Asked, words: PageWords) -> dict[str, object]:
    asking = Asking(call.db, call.desk.policy, found.assessment.id, call.caller.agency)
    answered = asking.answer(asking.steps((f"{asked.replace}={asked.by}",), ()))
    step = answered.steps[0]
    policy = call.desk.policy.method
    names = {id_: goal.name.in_(words.language) for id_, goal in policy.goals.items()}
    names |= {id_: f"{id_} {one.name.in_(words.language)}" for id_, one in policy.indicators.items()}
    changes = (*step.goals, *step.indicators)
    return {
        "answer": words(
            "what-if.answer",
            old=answered.names.get(step.change.product, step.change.product),
            new=answered.names.get(step.change.by, step.change.by),
            systems=len(step.touched),
        ),
        "moved": _moved([one for one in changes if one.moves], names, words),
        "unmoved": tuple((names.get(one.id, one.id), one.why.in_(words.language)) for one in changes if one.why),
        "blockers": _blockers(step, answered, words),
        "leaves": tuple(answered.names.get(id_, id_) for id_ in step.leaves),
    }


def _errors(call: Call, asked: _Asked, words: PageWords) -> dict[str, str]:
    """Return which field cannot be answered: the product to come must be catalogued, the other one installed."""
    catalogue = call.desk.policy.catalogue
    known = {product.name.casefold() for product in catalogue.products.values()} | set(catalogue.products)
    if asked.by.strip().casefold() not in known and match_name(catalogue, asked.by).product is None:
        return {"by": words("what-if.no-by", name=asked.by)}
    return {"replace": words("what-if.no-replace", name=asked.replace)}


def _moved(changes: list[Change], names: dict[str, str], words: PageWords) -> Table:
    columns = (
        Column(words("indicators.name")),
        Column(words("what-if.before"), "bar"),
        Column(words("what-if.after"), "bar"),
        Column(words("what-if.delta"), "number"),
    )
    rows = tuple(
        (
            names.get(one.id, one.id),
            standing(words("what-if.before"), _told(one.id, one.before, one.cautious_before, words), one.before),
            standing(words("what-if.after"), _told(one.id, one.after, one.cautious_after, words), one.after),
            shift(one.delta_lo, one.delta_hi, words),
        )
        for one in changes
    )
    return Table(words("what-if.moved"), columns, rows)


def _told(id_: str, value: Range, cautious: Range | None, words: PageWords) -> str:
    """Return a value, and beside it what it is with everything unclarified counted that could count."""
    told = indicator_value(id_, value, words)
    return f"{told}; {words('indicators.cautious', range=span(cautious, words))}" if cautious else told


def _blockers(step: WhatIf, answered: Answered, words: PageWords) -> Table:
    columns = (
        Column(words("hotspots.product")),
        Column(words("score.count"), "number"),
        Column(words("what-if.alternative")),
    )
    rows = tuple(
        (
            answered.names.get(one.product, one.product),
            whole(one.installations, words.language),
            words("what-if.none" if one.without_alternative else "what-if.some"),
        )
        for one in step.blockers
    )
    return Table(words("what-if.blockers"), columns, rows)


ENDPOINTS = (Endpoint(method="GET", path="/what-if", roles=READERS, answer=_what_if),)
