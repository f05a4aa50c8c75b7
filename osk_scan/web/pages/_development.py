"""Tell what changed between two assessments: what can be compared, by how much values moved, and in which systems."""

from collections.abc import Callable, Iterable

from markupsafe import Markup

from osk_scan.pipeline.developing import Trend
from osk_scan.reports.parts import Cell, Column, Table, day, indicator_value
from osk_scan.sovereignty.method import Method
from osk_scan.sovereignty.trend import Development, Shift
from osk_scan.web.pages._numbers import shift
from osk_scan.web.pages._plain import address, link
from osk_scan.web.pages._standing import standing
from osk_scan.web.pages._wording import PageWords

_LISTED = 100
_NOTED = Markup("{} <small>{}</small>")


def comparable(found: Trend, words: PageWords, *, of_system: bool) -> tuple[str, ...]:
    """Return in sentences whether the two values of a row can be compared, and what to look at where not."""
    told = []
    if of_system:
        told.append(words("trend.of-system"))
    elif found.differs:
        told.append(words("trend.differs", what=_listed(found.differs, words)))
    elif found.same_supplements:
        told.append(words("trend.alike"))
    if not found.same_supplements:
        told.append(words("trend.supplements"))
    if found.renewed and not of_system:
        told.append(words("trend.renewed", what=_listed(found.renewed, words)))
    if found.one_sided:
        names = ", ".join(f"{id_} {found.names[id_].in_(words.language)}" for id_ in found.one_sided)
        told.append(words("trend.one-sided", names=names))
    if any(one.how != "changed" for one in found.moved):
        told.append(words("trend.coverage"))
    return tuple(told)


def _listed(what: Iterable[str], words: PageWords) -> str:
    return ", ".join(words(f"knowledge.{one}") for one in what)


def _parts(found: Trend) -> tuple[tuple[str, Callable[[Development], Shift]], ...]:
    """Return what a change can consist of here, by the name of its column: what cannot have changed has none."""
    return (
        ("real", lambda one: one.real),
        *(() if found.same_supplements else (("supplement", lambda one: one.supplement),)),
        *((("revision", lambda one: one.revision),) if found.differs else ()),
    )


def counted(found: Trend, words: PageWords) -> str:
    """Return how many of the values moved, by what moved them."""
    counts = {name: sum(_moves(part(one)) for one in found.developments) for name, part in _parts(found)}
    told = (f"{words(f'trend.by.{name}')}: {count}" for name, count in counts.items())
    return words("trend.counted", of=len(found.developments), told=". ".join(told))


def _moves(by: Shift) -> bool:
    return (by.lo, by.hi) != ("0", "0")


def goal_table(found: Trend, method: Method, words: PageWords) -> Table:
    """Return every goal then and now, in the order of the method."""
    goals = (one for id_ in method.goals for one in found.developments if one.id == id_)
    rows = tuple(_row(found.names[one.id].in_(words.language), "higher", one, found, words) for one in goals)
    return Table(words("trend.goals"), _columns("trend.goal", found, words), rows)


def change_table(found: Trend, method: Method, words: PageWords, explained_at: Callable[[str], str] | None) -> Table:
    """Return every indicator then and now; its name leads to the address that `explained_at` has for its id."""
    rows = []
    for one in found.developments:
        if one.id in method.indicators:
            name = f"{one.id} {found.names[one.id].in_(words.language)}"
            told = link(explained_at(one.id), name) if explained_at else name
            rows.append(_row(told, method.indicators[one.id].better, one, found, words))
    return Table(words("trend.indicators"), _columns("indicators.name", found, words), tuple(rows))


def _columns(first: str, found: Trend, words: PageWords) -> tuple[Column, ...]:
    return (
        Column(words(first)),
        *(Column(title, "bar") for title in _titles(found, words)),
        *(Column(words(f"trend.by.{name}"), "number") for name, _ in _parts(found)),
    )


def _titles(found: Trend, words: PageWords) -> tuple[str, str]:
    then, now = (day(one, words.language) for one in (found.old_as_of, found.new_as_of))
    return words("trend.then", day=then), words("trend.now", day=now)


def _row(name: Cell, better: str, one: Development, found: Trend, words: PageWords) -> tuple[Cell, ...]:
    sides = zip(_titles(found, words), (one.then, one.now), strict=True)
    return (
        _NOTED.format(name, words(f"better.{better}")),
        *(standing(title, indicator_value(one.id, value, words), value) for title, value in sides),
        *(shift(by.lo, by.hi, words) for by in (part(one) for _, part in _parts(found))),
    )


def moved_table(found: Trend, words: PageWords, *, of_all: bool) -> Table:
    """Return the systems that count otherwise than before; the agency stands beside them where there are several."""
    columns = (
        Column(words("documents.system")),
        *((Column(words("receipts.agency")),) if of_all else ()),
        Column(words("trend.how")),
    )
    rows = tuple(
        (
            link(address("/systems", one.system.id), one.system.name),
            *((one.system.agency,) if of_all else ()),
            words(f"trend.how.{one.how}"),
        )
        for one in found.moved[:_LISTED]
    )
    left = len(found.moved) - _LISTED
    return Table(words("trend.moved"), columns, rows, words("trend.more", count=left) if left > 0 else "")
