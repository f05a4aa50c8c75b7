"""Tell every component of an assessment with what is known of it beyond its document."""

from collections.abc import Iterator

from osk_scan.catalogue.matching import Match
from osk_scan.graph.bulk import link
from osk_scan.identity import package_url
from osk_scan.licenses.expression import read_claims
from osk_scan.model import Kind
from osk_scan.pipeline.counting import counted, of_one_system
from osk_scan.pipeline.policy import Policy
from osk_scan.portfolio import PackageRow, Portfolio
from osk_scan.results import UsedComponent
from osk_scan.rule_engine.licensing import judged
from osk_scan.store.assessments import Assessment
from osk_scan.store.database import Database

_OF_DISTRIBUTIONS = ("deb", "rpm", "apk", "alpm")
"""purl types whose namespace says who distributes the package; elsewhere it is the first half of its name."""


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
    arms = _arms(portfolio)
    for row in range(portfolio.size):
        yield _component(portfolio, row, policy, tuple(dict.fromkeys(needs.get(row, ()))), arms.get(row))


def _arms(portfolio: Portfolio) -> dict[int, str]:
    """Return the arm chosen of each license with an OR, by row; what a document is about chooses nothing for itself."""
    licensing, subjects = judged(portfolio, link(portfolio)), {one.subject for one in portfolio.inventories}
    asked = (row for row in range(portfolio.size) if " OR " in (licensing.reading[row].expression or ""))
    return {row: arm for row in asked if row not in subjects and (arm := licensing.judgement[row].chosen)}


def _component(
    portfolio: Portfolio, row: int, policy: Policy, needs: tuple[str, ...], chosen: str | None
) -> UsedComponent:
    package = portfolio.packages[portfolio.package[row]]
    match = policy.catalogue.match(package)
    system, texts = portfolio.systems[0], (*portfolio.names, None)
    namespace, name = _named(package, portfolio.names[portfolio.name[row]])
    return UsedComponent(
        ref=_ref(portfolio, row),
        agency=system.agency,
        system=system.name,
        name=name,
        namespace=namespace,
        version=texts[portfolio.version[row]],
        purl=package.key if _is_purl(package) else None,
        vendor=texts[portfolio.vendor[row]],
        kind=_kind(Kind(int(portfolio.kind[row])), package, match, policy),
        declared=_expression(portfolio, int(portfolio.declared[row]), package.type),
        concluded=_expression(portfolio, int(portfolio.concluded[row]), package.type),
        chosen=chosen,
        facts=(*_facts(policy, match), *_found(portfolio, row)),
        depends_on=needs,
    )


def _is_purl(package: PackageRow) -> bool:
    return package.key.startswith("pkg:")


def _named(package: PackageRow, name: str) -> tuple[str | None, str]:
    """Return group and name: some documents write both as the name, `@scope/name` of npm."""
    url = package_url(package.key) if _is_purl(package) and package.type not in _OF_DISTRIBUTIONS else None
    group = url.namespace if url else None
    if not group:
        return None, name
    before, separator, rest = name[: len(group)], name[len(group) : len(group) + 1], name[len(group) + 1 :]
    both = before.casefold() == group.casefold() and separator in ("/", ":") and rest
    return group, rest if both else name


def _kind(stated: Kind, package: PackageRow, match: Match | None, policy: Policy) -> Kind:
    """Return the sort of a component: lists of programs name the operating system among them, as if it were one."""
    if match is None or match.part or _is_purl(package) or stated not in (Kind.UNKNOWN, Kind.APPLICATION):
        return stated
    layer = policy.catalogue.products[match.product].layer
    return Kind.OPERATING_SYSTEM if layer in policy.method.operating_system_layers else stated


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
