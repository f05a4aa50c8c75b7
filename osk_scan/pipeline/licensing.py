"""Answer the license question of a whole system: what to choose, what clashes, what is owed, what may be published."""

from collections.abc import Iterator
from dataclasses import replace

from msgspec import Struct, structs

from osk_scan.errors import InvalidRequest
from osk_scan.graph.bulk import link
from osk_scan.licenses.choice import Choice, Chosen, Conflict, Used, choose
from osk_scan.licenses.contexts import Provisioning, outbound_of, provisioning_of
from osk_scan.licenses.curations import checked_expression
from osk_scan.licenses.expression import Reading
from osk_scan.licenses.obligations import Obligations, obligations_for
from osk_scan.licenses.opencode import Publication, check_publication
from osk_scan.licenses.suggestions import Suggestion, suggest
from osk_scan.model import Context, Relation, System, Wording
from osk_scan.pipeline.counting import counted, of_one_system, what_counts
from osk_scan.pipeline.curating import system_named
from osk_scan.portfolio import Basis, Portfolio
from osk_scan.results import LicenseAnswer
from osk_scan.rule_engine.licensing import Licensing
from osk_scan.rule_engine.licensing import judged as judged_licenses
from osk_scan.rule_engine.naming import component_of, path_to
from osk_scan.store.database import Database


class WorkLicenses(Struct, frozen=True):
    """What is chosen and owed for the components of a system that reach others in the same way: they are one work."""

    provisioning: Provisioning
    choice: Choice
    obligations: Obligations


class SystemLicenses(Struct, frozen=True):
    """The license question of a whole system."""

    system: System
    outbound: str
    works: tuple[WorkLicenses, ...]
    """The part that reaches others as the system does comes first."""
    publication: Publication
    """Whether all of it may be published on openCode."""
    names: dict[str, str]
    """Component name and version by reference."""
    stated: dict[str, str]
    """The license before any OR was decided, by reference; of an ambiguous statement its own words."""
    paths: dict[str, tuple[str, ...]]
    """From the root to each component that clashes, by reference."""

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What clashes, in any of the works."""
        return tuple(conflict for work in self.works for conflict in work.choice.conflicts)

    @property
    def mutual(self) -> tuple[Conflict, ...]:
        """What clashes among components that would each fit by itself: no suggestion counts it."""
        return tuple(conflict for conflict in self.conflicts if len(conflict.refs) > 1)

    @property
    def chosen(self) -> tuple[Chosen, ...]:
        """What was chosen for each component of all works."""
        return tuple(component for work in self.works for component in work.choice.components)

    @property
    def replacements(self) -> tuple[str, ...]:
        """The fewest components to replace so that no conflict is left in any work."""
        return tuple(ref for work in self.works for ref in work.choice.replacements)

    @property
    def gaps(self) -> tuple[Wording, ...]:
        """What is not proven because a bound of the search was met, each once."""
        return tuple(dict.fromkeys(gap for work in self.works for gap in work.choice.gaps))


def licenses_of(
    db: Database, name: str, agency: str | None = None, outbound: str | None = None, *, as_of: str
) -> SystemLicenses:
    """Return what a system chooses, owes and may publish; `outbound` tries another license than the kept one.

    Raises:
        InvalidRequest: where there is no such system, or more than one, or it has no outbound license, or a wrong one.
    """
    asked = _asked(db, name, agency, as_of)
    kept = outbound_of(asked.system.context, asked.system.outbound)
    stated = checked_expression(outbound) if outbound else kept
    if stated is None:
        raise InvalidRequest(f"system {name}", "it has no outbound license", "name one with --outbound")
    works = tuple(_work(used, stated, provisioning) for provisioning, used in asked.works.items())
    clashing = [ref for work in works for conflict in work.choice.conflicts for ref in conflict.refs]
    replaced = [ref for work in works for ref in work.choice.replacements]
    return SystemLicenses(
        asked.system,
        stated,
        works,
        check_publication(choose(asked.as_published(), stated, Provisioning.SOURCE)),
        asked.names,
        asked.stated,
        {ref: asked.path(ref) for ref in dict.fromkeys((*clashing, *replaced))},
    )


def answers_of(db: Database, basis: Basis, agency: str | None = None) -> Iterator[LicenseAnswer]:
    """Yield what the license question of each system came to; only one system's components are held at a time."""
    for at, system in enumerate(basis.systems):
        if agency is None or system.agency == agency:
            yield _answer(db, of_one_system(basis, at), system)


def _answer(db: Database, basis: Basis, system: System) -> LicenseAnswer:
    outbound = outbound_of(system.context, system.outbound)
    if outbound is None:
        return LicenseAnswer(agency=system.agency, system=system.name, outbound=None)
    asked = _Asked(system, counted(db, basis))
    works = tuple(_work(used, outbound, provisioning) for provisioning, used in asked.works.items())
    return LicenseAnswer(
        agency=system.agency,
        system=system.name,
        outbound=outbound,
        conflicts=sum(len(work.choice.conflicts) for work in works),
        duties=sum(len(work.obligations.summary) for work in works),
        unknown=sum(len(work.obligations.unknown) for work in works),
        publication=check_publication(choose(asked.as_published(), outbound, Provisioning.SOURCE)).answer,
        gaps=tuple(dict.fromkeys(gap for work in works for gap in work.choice.gaps)),
    )


def _work(used: list[Used], outbound: str, provisioning: Provisioning) -> WorkLicenses:
    choice = choose(used, outbound, provisioning)
    return WorkLicenses(provisioning, choice, obligations_for(choice, used, provisioning))


def suggestions_for(db: Database, name: str, agency: str | None = None, *, as_of: str) -> tuple[Suggestion, ...]:
    """Return outbound licenses that work for a system, the best first."""
    return suggest(_asked(db, name, agency, as_of).works)


class _Asked:
    """The license questions of one system: all of its components but what the documents are about."""

    def __init__(self, system: System, portfolio: Portfolio) -> None:
        self.system = system
        self._portfolio = portfolio
        self._graph = link(portfolio)
        licensing = judged_licenses(portfolio, self._graph)
        subjects = {row.subject for row in portfolio.inventories}
        self._rows = [row for row in range(portfolio.size) if row not in subjects]
        self.names = {str(row): _named(portfolio, row) for row in self._rows}
        self.stated = {str(row): _stated(licensing.reading[row]) for row in self._rows}
        own = provisioning_of(system.context)
        self.works: dict[Provisioning, list[Used]] = {own: []}
        for row in self._rows:
            way = licensing.provisioning[row] if self._graph.operation[row] else own
            self.works.setdefault(way, []).append(self._use(row, licensing))

    def as_published(self) -> list[Used]:
        """Return the questions that publishing the whole system asks, whatever happens with it now."""
        published = structs.replace(self.system, context=Context.PUBLISHED)
        licensing = judged_licenses(replace(self._portfolio, systems=(published,)), self._graph)
        return [self._use(row, licensing) for row in self._rows]

    def path(self, ref: str) -> tuple[str, ...]:
        """Return names and versions on a shortest path from the root to a component."""
        return path_to(self._graph.parent, self._portfolio, int(ref))

    def _use(self, row: int, licensing: Licensing) -> Used:
        """Return one question; what is ambiguous is asked in all its readings, what does not run is a tool."""
        runs = bool(self._graph.operation[row])
        relation = licensing.relation[row] if runs else Relation.BUILD_TOOL
        reading = licensing.reading[row]
        if reading.expression:
            return Used(str(row), reading.expression, relation)
        return Used(str(row), "NOASSERTION", relation, readings=reading.candidates)


def _asked(db: Database, name: str, agency: str | None, as_of: str) -> _Asked:
    system = system_named(db, name, agency)
    basis = what_counts(db, as_of, system.agency)
    return _Asked(system, counted(db, of_one_system(basis, basis.systems.index(system))))


def _stated(reading: Reading) -> str:
    return reading.expression or (reading.raw if reading.candidates else "NOASSERTION")


def _named(portfolio: Portfolio, row: int) -> str:
    component = component_of(portfolio, row)
    return f"{component.name} {component.version or ''}".strip()
