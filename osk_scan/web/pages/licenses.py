"""The license question of one system: what clashes, what was chosen, what is owed, and whether openCode takes it."""

from collections.abc import Iterable

from msgspec import Struct
from starlette.responses import Response

from osk_scan.errors import InvalidRequest
from osk_scan.licenses.obligations import CONDITIONS
from osk_scan.model import System
from osk_scan.pipeline.history import inventories_of
from osk_scan.pipeline.licensing import SystemLicenses, licenses_of, suggestions_for
from osk_scan.reports.parts import Column, Table, situation, whole
from osk_scan.web.call import Call
from osk_scan.web.endpoint import READERS, Endpoint
from osk_scan.web.errors import NotFound
from osk_scan.web.pages._page import page, words_for
from osk_scan.web.pages._plain import address, cut, link
from osk_scan.web.pages._wording import PageWords

_NAMED = 5
"""Components named where one row stands for many."""
_NAME = 120
_ROWS = 100
_SUGGESTED = 6


class _Asked(Struct, frozen=True):
    """Under which license the system would go out; empty: the one that is kept."""

    outbound: str = ""


def _licenses(call: Call) -> Response:
    words = words_for(call)
    kept = inventories_of(call.db, call.number("system"), call.caller.agency)
    if not kept:
        raise NotFound("system", "there is none of this number", "take one from the list of systems")
    system, outbound = kept[0].system, call.asked(_Asked).outbound.strip()
    found = _found(call, system, outbound)
    return page(
        call,
        "licenses.html.j2",
        words("licenses.of", system=system.name),
        system=system,
        context=situation(system, words),
        outbound=outbound,
        errors={} if found or not outbound else {"outbound": words("licenses.wrong", license=outbound)},
        found=found,
        suggestions=_suggestion_table(call, system, words),
        **(_shown(found, words) if found else {}),
    )


def _found(call: Call, system: System, outbound: str) -> SystemLicenses | None:
    """Return the answer, or None where the system has no license of its own and no readable one was asked for."""
    try:
        return licenses_of(call.db, system.name, system.agency, outbound or None, as_of=call.at[:10])
    except InvalidRequest:
        return None


def _shown(found: SystemLicenses, words: PageWords) -> dict[str, object]:
    language = words.language
    unknown = sum(len(work.obligations.unknown) for work in found.works)
    mutual = whole(len(found.mutual), language)
    return {
        "answer": words("licenses.clash" if found.conflicts else "licenses.fit", license=found.outbound),
        "publishable": words(f"licenses.opencode.{found.publication.answer}"),
        "gaps": tuple(gap.in_(language) for gap in found.gaps),
        "replaced": _few((found.names[ref] for ref in found.replacements), words),
        "conflicts": _conflict_table(found, words),
        "mutual": words("licenses.mutual", license=found.outbound, count=mutual) if found.mutual else "",
        "choices": _choice_table(found, words),
        "ambiguous": _ambiguous_table(found, words),
        "duties": _duty_table(found, words),
        "unknown": whole(unknown, language) if unknown else "",
        "points": _point_table(found, words),
        "basis": found.publication.basis.in_(language),
    }


def _conflict_table(found: SystemLicenses, words: PageWords) -> Table:
    columns = (
        Column(words("finding.component")),
        Column(words("finding.license")),
        Column(words("licenses.because")),
        Column(words("finding.fix")),
        Column(words("finding.clause")),
    )
    rows = tuple(
        (
            " / ".join(cut(" → ".join(found.paths[ref] or (found.names[ref],)), _NAME) for ref in conflict.refs),
            " / ".join(conflict.licenses),
            conflict.explanation.in_(words.language),
            conflict.remedy.in_(words.language),
            conflict.clause,
        )
        for conflict in found.conflicts
    )
    return _table("licenses.conflicts", columns, rows, words)


def _choice_table(found: SystemLicenses, words: PageWords) -> Table:
    """Return which arm was taken of each license that left a choice, why, and for which components."""
    told: dict[tuple[str, str, str], list[str]] = {}
    for one in found.chosen:
        if " OR " in found.stated[one.ref]:
            key = (found.stated[one.ref], one.license, one.verdict.explanation.in_(words.language))
            told.setdefault(key, []).append(found.names[one.ref])
    columns = (
        Column(words("licenses.stated")),
        Column(words("finding.license-chosen")),
        Column(words("licenses.because")),
        Column(words("licenses.components"), "number"),
        Column(words("licenses.for")),
    )
    rows = tuple((*key, whole(len(names), words.language), _few(names, words)) for key, names in told.items())
    return _table("licenses.choices", columns, rows, words)


def _ambiguous_table(found: SystemLicenses, words: PageWords) -> Table:
    """Return what each statement may mean that could be several licenses, what that comes to, and for which."""
    told: dict[tuple[str, str, str, str], list[str]] = {}
    for one in found.chosen:
        if one.readings:
            answer, why = words(f"licenses.answer.{one.verdict.verdict}"), one.verdict.explanation.in_(words.language)
            key = (cut(found.stated[one.ref], _NAME), " | ".join(one.readings), answer, why)
            told.setdefault(key, []).append(found.names[one.ref])
    columns = (
        Column(words("licenses.statement")),
        Column(words("licenses.readings")),
        Column(words("hotspots.state")),
        Column(words("licenses.because")),
        Column(words("licenses.components"), "number"),
        Column(words("licenses.for")),
    )
    rows = tuple((*key, whole(len(names), words.language), _few(names, words)) for key, names in told.items())
    return _table("licenses.ambiguous", columns, rows, words)


def _duty_table(found: SystemLicenses, words: PageWords) -> Table:
    columns = (
        Column(words("licenses.duty")),
        Column(words("licenses.when")),
        Column(words("finding.license")),
        Column(words("finding.clause")),
        Column(words("licenses.components"), "number"),
        Column(words("licenses.for")),
    )
    rows = tuple(
        (
            duty.text.in_(words.language),
            CONDITIONS[duty.only_if].in_(words.language),
            duty.license,
            duty.clause,
            whole(len(refs), words.language),
            _few((found.names[ref] for ref in refs), words),
        )
        for work in found.works
        for duty, refs in work.obligations.summary
    )
    return _table("licenses.duties", columns, rows, words)


def _point_table(found: SystemLicenses, words: PageWords) -> Table:
    columns = (
        Column(words("licenses.point")),
        Column(words("hotspots.state")),
        Column(words("finding.fix")),
        Column(words("finding.clause")),
        Column(words("licenses.for")),
    )
    rows = tuple(
        (
            point.says.in_(words.language),
            words(f"licenses.answer.{point.answer}"),
            point.remedy.in_(words.language),
            point.clause,
            _few((found.names[ref] for ref in point.refs), words) or words("licenses.whole-system"),
        )
        for point in found.publication.points
    )
    return _table("licenses.points", columns, rows, words)


def _suggestion_table(call: Call, system: System, words: PageWords) -> Table:
    """Return licenses that the system could go out under, each with a link that tries it."""
    found = suggestions_for(call.db, system.name, system.agency, as_of=call.at[:10])[:_SUGGESTED]
    columns = (
        Column(words("upload.outbound")),
        *(Column(words(f"licenses.answer.{name}"), "number") for name in ("incompatible", "unknown", "depends")),
    )
    rows = tuple(
        (
            link(address("/systems", system.id, "licenses", outbound=one.outbound), one.outbound),
            *(whole(number, words.language) for number in (one.conflicts, one.unknown, one.depends)),
        )
        for one in found
    )
    return Table(words("licenses.suggestions"), columns, rows)


def _table(caption: str, columns: tuple[Column, ...], rows: tuple[tuple[str, ...], ...], words: PageWords) -> Table:
    left = len(rows) - _ROWS
    more = words("licenses.more", count=left) if left > 0 else ""
    return Table(words(caption), columns, rows[:_ROWS], more)


def _few(names: Iterable[str], words: PageWords) -> str:
    """Return the first few names and how many others there are."""
    listed = tuple(names)
    told = ", ".join(cut(name, _NAME) for name in listed[:_NAMED])
    left = len(listed) - _NAMED
    return words("hotspots.and-more", listed=told, count=left) if left > 0 else told


ENDPOINTS = (Endpoint(method="GET", path="/systems/{system}/licenses", roles=READERS, answer=_licenses),)
