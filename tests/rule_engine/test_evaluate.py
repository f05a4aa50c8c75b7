from dataclasses import dataclass, replace
from itertools import permutations

import numpy as np
import pytest
from msgspec import structs

from osk_scan.finding import FindingComponent, FindingLicense
from osk_scan.model import Context, Inventory, Wording
from osk_scan.portfolio import Portfolio
from osk_scan.rule_engine.case_portfolio import portfolio_of
from osk_scan.rule_engine.conditions import CONDITIONS
from osk_scan.rule_engine.evaluate import evaluate
from osk_scan.rule_engine.findings import Findings
from osk_scan.rule_engine.inputs import KnownProduct, Products
from osk_scan.rule_engine.naming import component_of, license_of, name_at, path_to
from osk_scan.rule_engine.notation import read_notation
from osk_scan.rule_engine.rule import load_rules
from osk_scan.rule_engine.together import MOST_COMPARED
from osk_scan.shipped import rules_folder
from tests.licenses.test_choice import COPYLEFT
from tests.portfolios import ground, synthetic

PACK = load_rules(rules_folder())


def inventory(text: str) -> Inventory:
    return read_notation(text, "test", about_first=True, vendors={}, commercial={})


def portfolio(text: str, context: Context = Context.PASSED_ON, outbound: str | None = "MIT") -> Portfolio:
    return portfolio_of(inventory(text), context, outbound)


@dataclass(frozen=True)
class Told:
    """One finding, put together from the columns."""

    id: str
    rule: str
    component: FindingComponent | None
    license: FindingLicense | None
    path: tuple[str, ...]
    message: Wording
    fix: Wording
    why: str


def found(whole: Portfolio) -> list[Told]:
    findings = evaluate(ground(whole), PACK)
    return [told(findings, whole, row) for row in range(len(findings))]


def told(findings: Findings, whole: Portfolio, row: int) -> Told:
    at, text = int(findings.component[row]), findings.texts[findings.text[row]]
    chosen = name_at(findings.names, findings.chosen[row])
    return Told(
        id=findings.fingerprint[row].decode("ascii"),
        rule=findings.rules[findings.rule[row]].id,
        component=component_of(whole, at) if at >= 0 else None,
        license=license_of(whole, at, chosen) if at >= 0 else None,
        path=path_to(findings.parent, whole, at) if at >= 0 else (),
        message=text.message,
        fix=text.fix,
        why=text.why,
    )


def ids(whole: Portfolio, rule: str) -> set[str]:
    return {one.id for one in found(whole) if one.rule == rule}


def test_a_finding_keeps_its_id_when_the_component_is_updated_and_moved() -> None:
    before = portfolio("app@1 MIT -> lines@8 GPL-3.0-only")
    after = portfolio("app@2 MIT -> other@1 MIT -> lines@9 GPL-3.0-only")
    assert ids(before, "conflict-with-outbound") == ids(after, "conflict-with-outbound") != set()


def test_a_finding_about_a_license_gets_another_id_with_another_license() -> None:
    before = portfolio("app@1 MIT -> lines@8 GPL-3.0-only")
    after = portfolio("app@1 MIT -> lines@8 GPL-2.0-only")
    assert ids(before, "conflict-with-outbound") != ids(after, "conflict-with-outbound")


def test_two_versions_of_a_package_are_one_finding_that_counts_them() -> None:
    whole = portfolio("app@1 MIT -> lines@8 GPL-3.0-only\napp@1 -> lines@9 GPL-3.0-only")
    findings = evaluate(ground(whole), PACK)
    rule = [one.id for one in PACK.rules].index("conflict-with-outbound")
    assert findings.count[findings.rule == rule].tolist() == [2]


def test_of_several_versions_the_finding_shows_the_first_and_tells_the_others() -> None:
    text = "app@1 MIT -> lines@8 GPL-3.0-only\napp@1 -> lines@9 GPL-3.0-only\napp@1 -> lines GPL-3.0-only"
    (one,) = (one for one in found(portfolio(text)) if one.rule == "conflict-with-outbound")
    assert one.component is not None
    assert one.component.version == "8"
    assert "Der Befund betrifft auch 2 weitere Versionen: nicht angegeben, 9." in one.message.de
    assert "The finding also concerns 2 more versions: not stated, 9." in one.message.en


def test_a_finding_keeps_its_id_when_another_version_joins() -> None:
    one = portfolio("app@1 MIT -> lines@8 GPL-3.0-only")
    two = portfolio("app@1 MIT -> lines@8 GPL-3.0-only\napp@1 -> lines@9 GPL-3.0-only")
    assert ids(one, "conflict-with-outbound") == ids(two, "conflict-with-outbound") != set()


def test_a_version_that_the_rule_does_not_flag_is_not_told() -> None:
    text = "app@1 MIT -> lines@8 GPL-3.0-only\napp@1 -> lines@9 MIT"
    (one,) = (one for one in found(portfolio(text)) if one.rule == "conflict-with-outbound")
    assert "weitere Version" not in one.message.de


def test_what_is_said_of_another_version_in_particular_is_told() -> None:
    text = "app@1 MIT -> lines@8 GPL-3.0-only\napp@1 -[static]-> lines@9 GPL-3.0-only"
    (one,) = (one for one in found(portfolio(text)) if one.rule == "strong-copyleft-passed-on")
    first, of_another = one.message.de.split(" Version 9: ")
    assert "Hier wird sie dynamisch gebunden" in first
    assert "Hier wird sie statisch gebunden" in of_another
    assert " Version 9: The component is under" in one.message.en


def test_each_version_is_told_with_its_own_facts_and_the_rest_by_name() -> None:
    whole = portfolio("app@1 MIT\n" + "".join(f"app@1 -> pkg:generic/office@{n} MIT\n" for n in range(1, 9)))
    facts = tuple(KnownProduct(f"Office {n}", support="expired", support_end=f"201{n}-01-01") for n in range(1, 9))
    of_package = [int(one.version or 1) - 1 if one.name == "office" else -1 for one in whole.packages]
    known = replace(ground(whole), products=Products(facts, np.array(of_package, dtype=np.int32)))
    findings = evaluate(known, PACK)
    (one,) = (told(findings, whole, row) for row in range(len(findings))
              if findings.rules[findings.rule[row]].id == "end-of-support")  # fmt: skip
    for number in range(1, 6):
        assert f"für Office {number} in dieser Fassung endete am 01.01.201{number}." in one.message.de
    assert one.message.de.endswith("Der Befund betrifft auch 3 weitere Versionen: 6, 7, 8.")


def test_a_rule_that_tells_the_version_tells_all_of_them() -> None:
    (one,) = (
        one
        for one in found(portfolio("app@1 MIT -> lines@^8.0 MIT\napp@1 -> lines@^9.0 MIT\napp@1 -> lines@7.1 MIT"))
        if one.rule == "range-as-version"
    )
    assert "Als Version steht „^8.0, ^9.0“." in one.message.de
    assert "weitere Version" not in one.message.de


def test_of_a_license_that_was_read_in_part_the_own_words_are_told() -> None:
    text = "app@1 MIT -> lines@8 GPL-3.0-only + Amtsvordruck 7b"
    (one,) = (one for one in found(portfolio(text)) if one.rule == "strong-copyleft-passed-on")
    assert "steht unter (GPL-3.0-only) AND (Amtsvordruck 7b) (gelesen: GPL-3.0-only AND NOASSERTION)" in one.message.de
    assert "(read: GPL-3.0-only AND NOASSERTION)" in one.message.en


def test_the_same_version_found_twice_is_no_further_version() -> None:
    whole = portfolio("app@1 MIT -> lines@8 GPL-3.0-only\napp@1 -> other@8 GPL-3.0-only")
    twice = replace(whole, package=np.array([0, 1, 1], dtype=np.int32))
    (one,) = (one for one in found(twice) if one.rule == "conflict-with-outbound")
    assert "weitere Version" not in one.message.de


def test_a_finding_tells_component_license_path_and_both_languages() -> None:
    (one,) = (one for one in found(portfolio("app@1 MIT -> mid@2 MIT -> lines@8 GPL-3.0-only OR GPL-2.0-only"))
              if one.rule == "conflict-with-outbound")  # fmt: skip
    assert one.component is not None
    assert (one.component.name, one.component.version, one.component.purl) == ("lines", "8", None)
    assert one.license is not None
    assert one.license.declared == "GPL-3.0-only OR GPL-2.0-only"
    assert one.license.chosen in ("GPL-3.0-only", "GPL-2.0-only")
    assert one.path == ("app@1", "mid@2", "lines@8")
    assert one.message.de.startswith("Für die Komponente ist „GPL-3.0-only OR GPL-2.0-only“ angegeben")
    assert one.message.en.startswith("For the component “GPL-3.0-only OR GPL-2.0-only” is stated")
    assert "{" not in one.message.de + one.message.en + one.fix.de + one.fix.en + one.why


def test_of_an_ambiguous_license_the_worst_reading_is_explained_and_none_is_chosen() -> None:
    (one,) = (one for one in found(portfolio("app@1 MIT -> lines@8 GPL")) if one.rule == "conflict-with-outbound")
    assert one.license is not None
    assert one.license.chosen is None
    assert "Die Angabe ist mehrdeutig; jede Lesart ist unvereinbar, zum Beispiel GPL-" in one.message.de


def test_a_hostile_license_text_is_told_as_it_is() -> None:
    (one,) = (one for one in found(portfolio("app@1 MIT -> lines@8 {license} {0.__class__} %s"))
              if one.rule == "license-unreadable")  # fmt: skip
    assert "„{license} {0.__class__} %s“" in one.message.de


def test_a_whole_license_text_in_the_place_of_a_name_is_cut() -> None:
    whole = portfolio("app@1 MIT -> lines@8 " + "Hiermit wird " * 1000 + "\x1b[31m")
    (one,) = (one for one in found(whole) if one.rule == "license-unreadable")
    assert len(one.message.de) < 400
    assert one.message.de.isprintable()


def test_what_is_concluded_counts_before_what_is_declared() -> None:
    whole = portfolio("app@1 MIT -> lines@8 GPL-3.0-only")
    mit = whole.licenses.index(whole.licenses[whole.declared[0]])
    concluded = whole.concluded.copy()
    concluded[1] = mit
    assert ids(replace(whole, concluded=concluded), "conflict-with-outbound") == set()


def test_an_arm_is_chosen_for_the_whole_work_and_not_by_itself() -> None:
    text = "app@1 EUPL-1.2 -> lines@8 GPL-2.0-only OR GPL-3.0-only\napp@1 -> http@2 Apache-2.0"
    every = found(portfolio(text, Context.PUBLISHED, "EUPL-1.2"))
    (one,) = (one for one in every if one.rule == "conflict-possible")
    assert one.license is not None
    assert one.license.chosen == "GPL-3.0-only"
    assert "wegen der übrigen Komponenten GPL-3.0-only gewählt" in one.message.de


def test_of_two_components_that_clash_the_finding_names_both_with_their_paths() -> None:
    text = "app@1 MIT -> mid@2 MIT -> old@8 GPL-2.0-only\napp@1 -> new@2 GPL-3.0-only\napp@1 -> newer@2 GPL-3.0-only"
    (one,) = (one for one in found(portfolio(text, outbound=None)) if one.rule == "two-way-conflict")
    assert one.path == ("app@1", "mid@2", "old@8")
    assert "app@1 → new@2 (GPL-3.0-only) (und 1 weitere)" in one.message.de
    assert one.why.startswith("GPL FAQ #")
    assert "Quelle: FSF (GPL FAQ #" in one.message.de
    assert "Source: FSF (GPL FAQ #" in one.message.en
    assert "ersetzen" in one.fix.de


def test_an_empty_portfolio_has_no_findings() -> None:
    empty = replace(portfolio_of(Inventory(format="test", found=0), Context.INTERNAL, None), systems=(), inventories=())
    assert len(evaluate(ground(empty), PACK)) == 0


@pytest.fixture(scope="module")
def many() -> tuple[Portfolio, Findings]:
    whole = synthetic(12, 60)
    return whole, evaluate(ground(whole), PACK)


def test_the_same_inputs_give_the_same_findings(many: tuple[Portfolio, Findings]) -> None:
    _whole, first = many
    second = evaluate(ground(synthetic(12, 60)), PACK)
    assert first.fingerprint.tobytes() == second.fingerprint.tobytes()
    assert first.texts == second.texts
    assert len(first) > 100


def test_no_two_findings_share_an_id(many: tuple[Portfolio, Findings]) -> None:
    _, findings = many
    assert len(np.unique(findings.fingerprint)) == len(findings)


def test_each_system_is_judged_as_if_it_were_alone(many: tuple[Portfolio, Findings]) -> None:
    whole, findings = many
    for system in range(0, 12, 5):
        alone = evaluate(ground(only(whole, system)), PACK)
        assert set(alone.fingerprint.tolist()) == set(findings.fingerprint[findings.system == system].tolist())


def only(whole: Portfolio, system: int) -> Portfolio:
    """The same portfolio with the other systems' components left out."""
    rows = np.array(whole.rows_of(system))
    inner = (whole.source >= rows[0]) & (whole.source <= rows[-1])
    inventories = tuple(row for row in whole.inventories if row.system == system)
    at_start = tuple(structs.replace(row, system=0, first=0, subject=row.subject - int(rows[0])) for row in inventories)
    return replace(
        whole,
        systems=(whole.systems[system],),
        inventories=at_start,
        commercial={},
        inventory=np.zeros(len(rows), dtype=np.int32),
        package=whole.package[rows],
        name=whole.name[rows],
        version=whole.version[rows],
        vendor=whole.vendor[rows],
        declared=whole.declared[rows],
        concluded=whole.concluded[rows],
        kind=whole.kind[rows],
        scope=whole.scope[rows],
        is_range=whole.is_range[rows],
        installations=whole.installations[rows],
        source=whole.source[inner] - rows[0],
        target=whole.target[inner] - rows[0],
        edge_scope=whole.edge_scope[inner],
        edge_relation=whole.edge_relation[inner],
        alternatives=whole.alternatives[inner],
    )


def test_who_answers_otherwise_is_told_in_both_languages() -> None:
    text = "app@1 EUPL-1.2 -> lines@8 AGPL-3.0-or-later"
    (one,) = (one for one in found(portfolio(text, Context.PUBLISHED, "EUPL-1.2")) if one.rule == "conflict-possible")
    assert "Anders urteilt: Reichweite des Copylefts für sich genommen (unvereinbar)." in one.message.de
    assert "Others answer otherwise: copyleft scope by itself (incompatible)." in one.message.en
    assert "Quelle: Lizenztext und Auslegung (GPL FAQ" in one.message.de
    assert "Source: license text and its interpretation (GPL FAQ" in one.message.en
    assert one.why.startswith("GPL FAQ")


def test_of_many_readings_the_first_are_named_and_the_others_counted() -> None:
    claims = "License :: OSI Approved :: BSD License + License :: OSI Approved :: GNU General Public License (GPL)"
    (one,) = (one for one in found(portfolio(f"app@1 MIT -> lines@8 {claims}")) if one.rule == "license-ambiguous")
    assert "und 30 weitere" in one.message.de
    assert "and 30 more" in one.message.en


def test_a_work_with_too_many_licenses_is_compared_by_its_most_frequent_ones() -> None:
    many = "".join(f"app@1 -> c{n}@1 GPL-3.0-only AND LicenseRef-{n}\n" for n in range(MOST_COMPARED + 10))
    frequent = "app@1 -> old@1 GPL-2.0-only\napp@1 -> older@1 GPL-2.0-only\n"
    whole = portfolio(f"app@1 MIT\n{many}{frequent}", outbound=None)
    told = {one.component.name for one in found(whole) if one.rule == "two-way-conflict" and one.component}
    assert len(told) == 1
    in_one_work = CONDITIONS["in_one_work"].holds(ground(whole), ("unknown",))
    assert in_one_work.sum() == 11


def test_what_a_search_leaves_open_for_the_case_that_it_is_handed_on_stays_open() -> None:
    hostile = [" OR ".join(arms) for arms in permutations(COPYLEFT, 3)]
    text = "pkg:npm/app@1 MIT\n" + "".join(f"pkg:npm/app@1 -> pkg:npm/c{n}@1 {one}\n" for n, one in enumerate(hostile))
    for context in (Context.PASSED_ON, Context.HOSTED):
        whole = portfolio(text, context, outbound=None)
        in_one_work = CONDITIONS["in_one_work"]
        assert in_one_work.holds(ground(whole), ("unknown",)).sum() > 0, context


def test_licenses_with_too_many_ways_to_compare_stay_open_and_are_told_for_the_system() -> None:
    ways = " AND ".join(f"(GPL-2.0-only OR LicenseRef-{n})" for n in range(6))
    many = "".join(f"app@1 -> c{n}@1 {ways} AND LicenseRef-own-{n}\n" for n in range(100))
    (one,) = (
        one
        for one in found(portfolio(f"app@1 MIT\n{many}app@1 -> new@1 GPL-3.0-only", outbound=None))
        if one.rule == "too-many-licenses-to-compare"
    )
    assert "von 102 Komponenten" in one.message.de
