"""The data of the authorities: identifiers that the lists know, words in both languages."""

import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osk_scan.licenses import _clauses, _exceptions, _fsf, _grants, _joinup
from osk_scan.licenses._clauses import clauses, restricted
from osk_scan.licenses._question import AUTHORITIES, Question, _opinions
from osk_scan.licenses._restricted import groups
from osk_scan.licenses._table import by_id, knowledge
from osk_scan.licenses.categories import category
from osk_scan.licenses.contexts import Provisioning
from osk_scan.model import Relation


def known(license_id: str) -> bool:
    return license_id in by_id() or license_id.lower() in knowledge().ids


@pytest.mark.parametrize("facts", [_fsf._list(), _joinup._facts()], ids=["fsf", "joinup"])
def test_authorities_speak_of_licenses_that_the_lists_know(facts: msgspec.Struct) -> None:
    named = {license_id for field in facts.__struct_fields__ for license_id in getattr(facts, field)}
    assert [] == sorted(license_id for license_id in named if not known(license_id))


def test_clauses_groups_and_exceptions_name_what_the_lists_know() -> None:
    named = {i for clause in clauses() for i in clause.inbound | clause.outbound | clause.not_outbound}
    named |= {license_id for group in groups() for license_id in group.licenses}
    named |= set(_exceptions._exceptions())
    defined_by_pep_639 = "LicenseRef-Public-Domain"
    assert [defined_by_pep_639] == sorted(license_id for license_id in named if not known(license_id))


OTHERS = ("MIT", "EUPL-1.2", "LicenseRef-Proprietary", "LicenseRef-own")


@given(
    st.sampled_from(sorted({*OTHERS}.union(*(rule.outbound | rule.not_outbound for rule in clauses())))),
    st.sampled_from(sorted({*OTHERS}.union(*(rule.inbound | rule.not_inbound for rule in clauses())))),
    st.sampled_from(Relation),
    st.sampled_from(Provisioning),
    st.booleans(),
)
def test_of_the_clauses_the_first_speaks_that_fits(
    outbound: str, inbound: str, relation: Relation, provisioning: Provisioning, modified: bool
) -> None:
    fitting = [
        rule.opinion
        for rule in clauses()
        if (not rule.inbound or inbound in rule.inbound)
        and inbound not in rule.not_inbound
        and (not rule.outbound or outbound in rule.outbound)
        and outbound not in rule.not_outbound
        and not (rule.open_works and restricted(outbound))
        and (not rule.relations or relation in rule.relations)
        and (not rule.provisionings or provisioning in rule.provisionings)
        and rule.modified in (None, modified)
    ]
    assert [*fitting, None][0] == _clauses.opinion(Question(outbound, inbound, relation, provisioning, modified))


def test_a_license_that_asks_for_notices_only_is_permissive_and_no_other_clause_speaks_of_it() -> None:
    rule = next(clause for clause in clauses() if clause.id == "only-notices")
    elsewhere = frozenset[str]().union(*(clause.inbound for clause in clauses() if clause is not rule))
    assert set() == rule.inbound & elsewhere
    assert {"none"} == {category(license_id).copyleft for license_id in rule.inbound}
    assert [] == sorted(license_id for license_id in rule.inbound if _fsf.listed(license_id))


def test_no_clause_speaks_of_a_license_that_is_judged_by_its_restricted_grant_alone() -> None:
    named = {license_id for clause in clauses() for license_id in clause.inbound}
    assert [] == sorted(license_id for license_id in named if _grants.group(license_id))


def test_the_fsf_puts_a_license_in_one_place() -> None:
    facts = _fsf._list()
    places = (facts.gpl_2_and_3, facts.gpl_3_only, facts.free, facts.non_free)
    assert sum(map(len, places)) == len(frozenset().union(*places))


def test_every_worded_answer_has_both_languages_and_a_remedy_where_it_is_no_yes() -> None:
    for case, opinion in _opinions().items():
        assert opinion.says.de, case
        assert opinion.says.en, case
        assert (opinion.verdict == "compatible") == (not opinion.remedy.de), case
        assert bool(opinion.remedy.de) == bool(opinion.remedy.en), case


@pytest.mark.parametrize("path", sorted(AUTHORITIES.glob("*.yaml")), ids=lambda path: path.name)
def test_no_citation_is_cut_by_a_yaml_comment(path: Path) -> None:
    cut = re.compile(r"^\s*(?:- )?[\w-]+: [^\"'\[{\n]+ #", re.MULTILINE)
    assert [] == cut.findall(path.read_text(encoding="utf-8"))
