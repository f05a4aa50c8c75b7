"""Answer license questions: what a text says, what fits what, and what a whole system should choose."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from osk_scan.errors import InvalidRequest
from osk_scan.graph.bulk import link
from osk_scan.licenses.choice import Choice, Suggestion, Used, choose, suggest
from osk_scan.licenses.compatibility import Dissent, Verdict, judge, usecase_context
from osk_scan.licenses.contexts import Provisioning, outbound_of, provisioning_of, relation_for, relation_named
from osk_scan.licenses.expression import Reading, read, read_claims
from osk_scan.licenses.obligations import Obligations, obligations_for
from osk_scan.licenses.opencode import Publication, check_publication
from osk_scan.model import Relation, Scope, System
from osk_scan.pipeline.tables import tsv_rows
from osk_scan.portfolio import Basis, Portfolio
from osk_scan.store.database import Database
from osk_scan.store.portfolios import current_basis, read_portfolio


class Read(Struct, frozen=True, rename={"license_class": "class"}):
    """What one license text says (columns: INTERFACE)."""

    string: str
    ecosystem: str
    expression: str | None
    candidates: tuple[str, ...]
    license_class: str
    openness: str
    how: str


class Judged(Struct, frozen=True):
    """The answer to one compatibility question (columns: INTERFACE)."""

    outbound: str
    inbound: str
    usecase: str
    verdict: str
    authority: str
    dissent: tuple[Dissent, ...]
    explanation: str


class SystemLicenses(Struct, frozen=True):
    """The license question of a whole system."""

    system: System
    outbound: str
    provisioning: Provisioning
    choice: Choice
    obligations: Obligations
    publication: Publication
    names: dict[str, str]
    """Component name and version by reference."""


def read_text(text: str, ecosystem: str = "") -> Read:
    """Return what a license text says."""
    found: Reading = read(text, ecosystem)
    return Read(text, ecosystem, found.expression, found.candidates, found.license_class, found.openness, found.how)


def read_table(table: Path) -> Iterator[Read]:
    """Yield what each row of a TSV file with the columns string and ecosystem says, in its order."""
    for row in tsv_rows(table, ("string",)):
        yield read_text(row["string"], row.get("ecosystem") or "")


def judge_table(table: Path) -> Iterator[Judged]:
    """Yield the answer to each row of a TSV file with the columns outbound, inbound and usecase, in its order."""
    for row in tsv_rows(table, ("outbound", "inbound", "usecase")):
        relation, provisioning, modified = usecase_context(row["usecase"])
        found = judge(row["outbound"], row["inbound"], relation, provisioning, modified=modified)
        yield Judged(
            row["outbound"], row["inbound"], row["usecase"], found.verdict, found.authority, found.dissent,
            found.explanation.en,
        )  # fmt: skip


def judged(outbound: str, inbound: str, relation: str, provisioning: str, *, modified: bool = False) -> Verdict:
    """Return whether a work under `outbound` may use a component under `inbound` so.

    Raises:
        InvalidRequest: where one of them is no license expression, or relation or provisioning is not known.
    """
    if provisioning not in [*Provisioning]:
        known = ", ".join(Provisioning)
        raise InvalidRequest(f"provisioning {provisioning}", "there is no such provisioning", f"use one of {known}")
    return judge(outbound, inbound, relation_named(relation), Provisioning(provisioning), modified=modified)


def licenses_of(db: Database, name: str, agency: str | None = None, outbound: str | None = None) -> SystemLicenses:
    """Return what a system chooses, owes and may publish; `outbound` tries another license than the kept one.

    Raises:
        InvalidRequest: where there is no such system, or more than one, or it has no outbound license.
    """
    portfolio, system = _system(db, name, agency)
    stated = outbound or outbound_of(system.context, system.outbound)
    if stated is None:
        raise InvalidRequest(f"system {name}", "it has no outbound license", "name one with --outbound")
    used, names = _used(portfolio)
    provisioning = provisioning_of(system.context)
    choice = choose(used, stated, provisioning)
    return SystemLicenses(
        system,
        stated,
        provisioning,
        choice,
        obligations_for(choice, used, provisioning),
        check_publication(choice),
        names,
    )


def suggestions_for(db: Database, name: str, agency: str | None = None) -> tuple[Suggestion, ...]:
    """Return outbound licenses that work for a system, the best first."""
    portfolio, system = _system(db, name, agency)
    return suggest(_used(portfolio)[0], provisioning_of(system.context))


def _system(db: Database, name: str, agency: str | None) -> tuple[Portfolio, System]:
    basis = current_basis(db, agency)
    found = [(at, system) for at, system in enumerate(basis.systems) if system.name == name]
    if len(found) != 1:
        wrong = "there is no such system" if not found else "several agencies have one of this name"
        raise InvalidRequest(f"system {name}", wrong, "see `osk-scan systems`; --agency tells them apart")
    at, system = found[0]
    own = tuple((0, number) for owner, number in basis.inventories if owner == at)
    return read_portfolio(db, Basis((system,), own)), system


def _used(portfolio: Portfolio) -> tuple[list[Used], dict[str, str]]:
    """Return the license questions of all components but the system itself, and their names."""
    used, names = [], {}
    entering = _relations(portfolio)
    subjects = {row.subject for row in portfolio.inventories}
    operation = link(portfolio).operation
    for row in range(portfolio.size):
        if row not in subjects:
            ref, package = str(row), portfolio.packages[portfolio.package[row]]
            scope = Scope(int(portfolio.scope[row])) if operation[row] else Scope.DEVELOPMENT
            relation = relation_for(
                package.key, scope, portfolio.systems[0].context, stated=entering.get(row, Relation(0))
            )
            used.append(Used(ref, _license(portfolio, row, package.type), relation))
            names[ref] = f"{portfolio.names[portfolio.name[row]]} {package.version or ''}".strip()
    return used, names


def _relations(portfolio: Portfolio) -> dict[int, Relation]:
    pairs = zip(portfolio.target.tolist(), portfolio.edge_relation.tolist(), strict=True)
    return {target: Relation(relation) for target, relation in pairs if relation}


def _license(portfolio: Portfolio, row: int, ecosystem: str) -> str:
    """Return what was concluded, else declared; what cannot be decided stays NOASSERTION."""
    for column in (portfolio.concluded, portfolio.declared):
        claims = portfolio.licenses[column[row]].claims
        if claims is not None:
            return read_claims(claims, ecosystem).expression or "NOASSERTION"
    return "NOASSERTION"
