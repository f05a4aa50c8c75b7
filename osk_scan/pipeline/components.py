"""Tell every component of an assessment with what is known of it beyond its document."""

from collections.abc import Iterator

from osk_scan.catalogue.matching import Match
from osk_scan.licenses.expression import read_claims
from osk_scan.model import Kind
from osk_scan.pipeline.counting import counted, of_one_system
from osk_scan.pipeline.policy import Policy
from osk_scan.portfolio import Portfolio
from osk_scan.results import UsedComponent
from osk_scan.store.assessments import Assessment
from osk_scan.store.database import Database


def used_components(
    db: Database, assessment: Assessment, policy: Policy, agency: str | None = None
) -> Iterator[UsedComponent]:
    """Yield the components, one system after the other; only one system's are held at a time."""
    for at, system in enumerate(assessment.basis.systems):
        if agency is None or system.agency == agency:
            yield from _of_system(counted(db, of_one_system(assessment.basis, at)), policy)


def _of_system(portfolio: Portfolio, policy: Policy) -> Iterator[UsedComponent]:
    needs: dict[int, list[str]] = {}
    for source, target in zip(portfolio.source.tolist(), portfolio.target.tolist(), strict=True):
        needs.setdefault(source, []).append(_ref(portfolio, target))
    for row in range(portfolio.size):
        yield _component(portfolio, row, policy, tuple(dict.fromkeys(needs.get(row, ()))))


def _component(portfolio: Portfolio, row: int, policy: Policy, needs: tuple[str, ...]) -> UsedComponent:
    package = portfolio.packages[portfolio.package[row]]
    system, texts = portfolio.systems[0], (*portfolio.names, None)
    is_purl = package.key.startswith("pkg:")
    return UsedComponent(
        ref=_ref(portfolio, row),
        agency=system.agency,
        system=system.name,
        name=portfolio.names[portfolio.name[row]],
        version=texts[portfolio.version[row]],
        purl=package.key if is_purl else None,
        vendor=texts[portfolio.vendor[row]],
        kind=Kind(int(portfolio.kind[row])),
        declared=_expression(portfolio, int(portfolio.declared[row]), package.type),
        concluded=_expression(portfolio, int(portfolio.concluded[row]), package.type),
        facts=(*_facts(policy, policy.catalogue.match(package)), *_found(portfolio, row)),
        depends_on=needs,
    )


def _found(portfolio: Portfolio, row: int) -> tuple[tuple[str, str], ...]:
    """Return where the declared license was found, if no document states it."""
    if portfolio.declared_by is None or portfolio.declared_by[row] < 0:
        return ()
    one = portfolio.enrichments[portfolio.declared_by[row]]
    return (("declared-by", f"enrichment {one.source} {one.place}"),)


def _ref(portfolio: Portfolio, row: int) -> str:
    inventory = portfolio.inventories[portfolio.inventory[row]]
    return f"{inventory.id}:{row - inventory.first}"


def _expression(portfolio: Portfolio, text: int, ecosystem: str) -> str | None:
    claims = portfolio.licenses[text].claims
    return read_claims(claims, ecosystem).expression if claims else None


def _facts(policy: Policy, match: Match | None) -> tuple[tuple[str, str], ...]:
    if match is None:
        return ()
    entities = policy.catalogue.controlling_entity(match.product).values
    return (("product", match.product), ("matched-by", match.rule), *(("controlling-entity", id_) for id_ in entities))
