"""What changed between two assessments: really, by what agencies add, or only because more is known."""

from functools import partial

from msgspec import Struct
from starlette.responses import Response

from osk_scan.errors import InvalidRequest
from osk_scan.model import System
from osk_scan.pipeline.developing import ScopeName, Trend, before_it_changed, develop
from osk_scan.reports.parts import Cell, Column, Table, day, whole
from osk_scan.store.assessments import Assessment, Run, runs
from osk_scan.store.systems import systems
from osk_scan.web.call import Call
from osk_scan.web.endpoint import READERS, Endpoint
from osk_scan.web.errors import NotFound
from osk_scan.web.own import PREFIX
from osk_scan.web.pages._assessed import newest
from osk_scan.web.pages._development import change_table, comparable, counted, goal_table, moved_table
from osk_scan.web.pages._numbers import moment
from osk_scan.web.pages._page import page, words_for
from osk_scan.web.pages._plain import address, link
from osk_scan.web.pages._profiles import labelled, named, offered, profile_asked
from osk_scan.web.pages._wording import PageWords

_OFFERED = 200
"""So many of the newest assessments can be chosen from."""
_SYSTEM = "system:"


class _Asked(Struct, frozen=True):
    """Whose numbers: as on the page of scores, or `system:` and a number; and between which assessments."""

    scope: str = ""
    old: str = ""
    new: str = ""


class _Subject(Struct, frozen=True):
    """Whose numbers they are."""

    part: ScopeName
    scope: str
    label: str
    assessment: Assessment
    """The newest that counts for the reader."""
    scopes: tuple[tuple[str, str], ...] = ()
    system: System | None = None


def _trend(call: Call) -> Response:
    words = words_for(call)
    asked = call.asked(_Asked)
    subject = (
        _system_asked(call, asked.scope, words) if asked.scope.startswith(_SYSTEM) else _profile(call, asked.scope)
    )
    if isinstance(subject, Response):
        return subject
    made = _made(call, subject.assessment.scope)
    old, new = _between(call, asked, subject.part, list(made))
    found = _found(call, subject, old, new)
    return page(
        call,
        "trend.html.j2",
        words("trend.title"),
        subject=subject,
        made=tuple((id_, _labelled(run, words)) for id_, run in made.items()),
        old=old,
        new=new,
        single=len(made) < 2,
        **(_told(call, subject, found, words) if found else {"found": None}),
    )


def _system_asked(call: Call, scope: str, words: PageWords) -> _Subject | Response:
    """Return the system of this number, which must be one that the reader may see."""
    assessment = newest(call)
    if assessment is None:
        return page(call, "empty.html.j2", words("trend.title"))
    there = systems(call.db, call.caller.agency)
    system = next((one for one in there if scope == f"{_SYSTEM}{one.id}"), None)
    if system is None:
        raise NotFound("system", "there is none of this number", "take one from the list of systems")
    label = f"{words('documents.system')}: {system.name} ({system.agency})"
    return _Subject(ScopeName("system", system.full_name), scope, label, assessment, system=system)


def _profile(call: Call, scope: str) -> _Subject | Response:
    found = profile_asked(call, "trend.title", scope)
    if isinstance(found, Response):
        return found
    score, agency, words = found.score, call.caller.agency, found.words
    return _Subject(
        ScopeName(score.scope, score.name),
        named(score),
        labelled(score, agency, words),
        found.assessed.assessment,
        offered(found.assessed.scores, agency, words),
    )


def _made(call: Call, scope: str) -> dict[str, Run]:
    """Return the assessments that can be compared by id, each as it was asked for last, newest first."""
    found: dict[str, Run] = {}
    for run in runs(call.db, scope, limit=_OFFERED):
        found.setdefault(run.assessment, run)
    return found


def _between(call: Call, asked: _Asked, part: ScopeName, made: list[str]) -> tuple[str, str]:
    """Return the earlier and the later of the two assessments asked for.

    Without a question it is the newest, and the one before the part's inventories changed, else the one before.

    Raises:
        NotFound: for one that is not among `made`: another agency's does not exist.
    """
    if not {asked.old, asked.new} <= {"", *made}:
        raise NotFound("assessment", "there is none of this id", "take one from the list")
    new = made.index(asked.new or made[0])
    old = asked.old or before_it_changed(call.db, made[new:], part) or made[min(new + 1, len(made) - 1)]
    return made[max(made.index(old), new)], made[min(made.index(old), new)]


def _found(call: Call, subject: _Subject, old: str, new: str) -> Trend | None:
    """Return what changed, or None where there are no two assessments that both have it."""
    if old == new:
        return None
    try:
        return develop(call.db, call.desk.policy, old, new, subject.part)
    except InvalidRequest:
        return None


def _told(call: Call, subject: _Subject, found: Trend, words: PageWords) -> dict[str, object]:
    method = call.desk.policy.method
    current = found.new == subject.assessment.id and not subject.system
    return {
        "found": found,
        "comparable": comparable(found, words, of_system=subject.system is not None),
        "counted": counted(found, words),
        "goals": goal_table(found, method, words),
        "indicators": change_table(
            found, method, words, partial(address, "/score", scope=subject.scope) if current else None
        ),
        "moved": moved_table(found, words, of_all=call.caller.agency is None),
        "compared": _compared(call, subject, found, words),
    }


def _compared(call: Call, subject: _Subject, found: Trend, words: PageWords) -> Table:
    """Return what the numbers of both sides rest on."""
    columns = (
        Column(words("trend.what")),
        Column(words("trend.old"), "number"),
        Column(words("trend.new"), "number"),
    )
    then, now = found.covered_then, found.covered_now
    counts = (
        ("summary.systems", then.systems, now.systems),
        ("summary.installations", then.installations, now.installations),
        ("summary.products", then.products, now.products),
    )
    rows: tuple[tuple[Cell, ...], ...] = (
        (words("trend.assessment"), *(_leading(call, subject, id_, words) for id_ in (found.old, found.new))),
        (words("trend.as-of"), *(day(one, words.language) for one in (found.old_as_of, found.new_as_of))),
        *((words(name), *(whole(number, words.language) for number in numbers)) for name, *numbers in counts),
    )
    return Table(words("trend.compared"), columns, rows)


def _leading(call: Call, subject: _Subject, id_: str, words: PageWords) -> Cell:
    """Return an assessment as a link to its scores; what is made for all agencies is not open to one of them."""
    if call.caller.agency not in (None, subject.assessment.scope):
        return id_[:8]
    agency = subject.part.name if subject.part.kind == "agency" and call.caller.agency is None else None
    return link(address(f"{PREFIX}/scores", assessment=id_, agency=agency), words("trend.scores", id=id_[:8]))


def _labelled(run: Run, words: PageWords) -> str:
    """Return when an assessment was made, and as of which day where that is another."""
    made = moment(run.at, words)
    if run.as_of == run.at[:10]:
        return made
    return f"{made} · {words('report.as-of', date=day(run.as_of, words.language))}"


ENDPOINTS = (Endpoint(method="GET", path="/trend", roles=READERS, answer=_trend),)
