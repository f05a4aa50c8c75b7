from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osk_scan.errors import InvalidRequest
from osk_scan.licenses import _osadl
from osk_scan.licenses._authorities import opinions
from osk_scan.licenses._clauses import clauses
from osk_scan.licenses._question import Question
from osk_scan.licenses._settling import settled
from osk_scan.licenses._table import lists
from osk_scan.licenses.algebra import LATTICE, Answer, UnreadableExpression, best, worst
from osk_scan.licenses.compatibility import Verdict, answer, judge, usecase_context
from osk_scan.licenses.contexts import Provisioning
from osk_scan.model import Relation

MERGED = (Relation.MERGED, Provisioning.SOURCE)
STATIC = (Relation.STATIC, Provisioning.BINARY)
DYNAMIC = (Relation.DYNAMIC, Provisioning.BINARY)
SERVED = (Relation.DYNAMIC, Provisioning.SERVICE)
INTERNAL = (Relation.MERGED, Provisioning.INTERNAL)

NOT_OPEN = ("SSPL-1.0", "BUSL-1.1", "LicenseRef-Proprietary")
LICENSES = (*_osadl.licenses(), *NOT_OPEN, "NONE", "NOASSERTION", "LicenseRef-own")
licenses = st.sampled_from(LICENSES)
situations = st.tuples(st.sampled_from(Relation), st.sampled_from(Provisioning), st.booleans())


def said(outbound: str, inbound: str, situation: tuple[Relation, Provisioning]) -> Answer:
    return judge(outbound, inbound, *situation).verdict


@pytest.mark.parametrize(
    ("inbound", "situation", "expected"),
    [
        ("Apache-2.0", MERGED, "compatible"),
        ("Apache-2.0", DYNAMIC, "compatible"),
        ("MPL-2.0", DYNAMIC, "compatible"),
        ("MPL-2.0", STATIC, "compatible"),
        ("LGPL-2.1-or-later", DYNAMIC, "compatible"),
        ("LGPL-3.0-only", DYNAMIC, "compatible"),
        ("LGPL-2.1-or-later", STATIC, "depends"),
        ("LGPL-2.1-or-later", MERGED, "incompatible"),
        ("GPL-3.0-only", MERGED, "incompatible"),
        ("GPL-3.0-only", DYNAMIC, "depends"),
        ("AGPL-3.0-only", SERVED, "depends"),
        ("GPL-3.0-only", SERVED, "compatible"),
        ("NOASSERTION", DYNAMIC, "unknown"),
        ("NONE", DYNAMIC, "incompatible"),
        ("LicenseRef-own", DYNAMIC, "unknown"),
        ("SSPL-1.0", DYNAMIC, "incompatible"),
    ],
)
def test_the_cases_berlin_meets_first_under_eupl(
    inbound: str, situation: tuple[Relation, Provisioning], expected: Answer
) -> None:
    assert expected == said("EUPL-1.2", inbound, situation)


def test_the_commission_decides_apache_under_eupl_and_is_named() -> None:
    verdict = judge("EUPL-1.2", "Apache-2.0", *MERGED)
    assert ("compatible", "EC Joinup") == (verdict.verdict, verdict.authority)
    assert "T12" in verdict.clause


def test_a_dissenting_authority_is_on_record() -> None:
    verdict = judge("GPL-2.0-only", "IJG", *MERGED)
    assert ("compatible", "FSF") == (verdict.verdict, verdict.authority)
    assert [("incompatible", "OSADL")] == [(dissent.verdict, dissent.authority) for dissent in verdict.dissent]


def test_the_arm_of_an_or_is_chosen_and_said() -> None:
    verdict = judge("EUPL-1.2", "MIT OR GPL-3.0-only", *DYNAMIC)
    assert ("compatible", "MIT") == (verdict.verdict, verdict.chosen)
    assert "Gewählt wird MIT" in verdict.explanation.de
    assert "MIT is chosen" in verdict.explanation.en


def test_with_is_not_its_base_license() -> None:
    assert "incompatible" == said("Apache-2.0", "GPL-2.0-only", DYNAMIC)
    assert "compatible" == said("Apache-2.0", "GPL-2.0-only WITH Classpath-exception-2.0", DYNAMIC)
    assert "incompatible" == said("Apache-2.0", "GPL-2.0-only WITH Classpath-exception-2.0", MERGED)


def test_an_unknown_exception_keeps_the_base_verdict_and_is_flagged() -> None:
    base = judge("MIT", "GPL-2.0-only", *DYNAMIC)
    verdict = judge("MIT", "GPL-2.0-only WITH LicenseRef-own-exception", *DYNAMIC)
    assert base.verdict == verdict.verdict
    assert "nicht hinterlegt" in verdict.explanation.de


@pytest.mark.parametrize("exception", ["389-exception", "SWI-exception", "RRDtool-FLOSS-exception-2.0"])
def test_a_permission_on_conditions_takes_nothing_from_its_license(exception: str) -> None:
    assert "compatible" == said("MIT", "LGPL-2.1-only", DYNAMIC)
    assert "compatible" == said("MIT", f"LGPL-2.1-only WITH {exception}", DYNAMIC)
    assert "depends" == said("MIT", f"GPL-2.0-only WITH {exception}", DYNAMIC)


def test_the_llvm_exception_reaches_linking_and_not_copied_source() -> None:
    assert "compatible" == said("GPL-2.0-only", "Apache-2.0 WITH LLVM-exception", DYNAMIC)
    assert "depends" == said("GPL-2.0-only", "Apache-2.0 WITH LLVM-exception", MERGED)
    assert "compatible" == said("GPL-3.0-only", "Apache-2.0 WITH LLVM-exception", MERGED)


def test_a_library_is_allowed_by_the_exception_of_the_work() -> None:
    assert "incompatible" == said("GPL-2.0-only", "Apache-2.0", DYNAMIC)
    assert "compatible" == said("GPL-2.0-only WITH Classpath-exception-2.0", "Apache-2.0", DYNAMIC)


def test_a_license_with_a_missing_statement_stays_unknown() -> None:
    assert "unknown" == said("EUPL-1.2", "MIT AND NOASSERTION", DYNAMIC)
    assert "incompatible" == said("EUPL-1.2", "GPL-3.0-only AND NOASSERTION", MERGED)
    assert "compatible" == said("EUPL-1.2", "MIT OR NOASSERTION", DYNAMIC)


@pytest.mark.parametrize(
    ("outbound", "inbound", "expected"),
    [
        ("MIT", "(MIT OR GPL-2.0-only) AND Apache-2.0", "compatible"),
        ("GPL-2.0-only", "(MIT OR GPL-2.0-only) AND Apache-2.0", "incompatible"),
        ("GPL-2.0-only", "MIT OR GPL-2.0-only AND Apache-2.0", "compatible"),
        ("GPL-3.0-only", "GPL-2.0+", "compatible"),
        ("GPL-3.0-only", "GPL-2.0", "incompatible"),
        ("MPL-2.0", "MPL-1.1+", "compatible"),
        ("EUPL-1.2 OR GPL-3.0-only", "LGPL-3.0-only", "incompatible"),
    ],
)
def test_operators_versions_and_deprecated_identifiers(outbound: str, inbound: str, expected: Answer) -> None:
    assert expected == said(outbound, inbound, MERGED)


def test_or_later_is_a_set_of_versions() -> None:
    assert "compatible" == said("GPL-3.0-only", "GPL-2.0-or-later", MERGED)
    assert "depends" == said("GPL-2.0-or-later", "GPL-2.0-only", MERGED)
    assert "incompatible" == said("GPL-2.0-or-later", "GPL-3.0-only", MERGED)


def test_network_provision_is_distribution_only_where_the_license_says_so() -> None:
    for inbound, expected in [
        ("GPL-3.0-only", "compatible"),
        ("OSL-3.0", "incompatible"),
        ("EUPL-1.2", "depends"),
        ("AGPL-3.0-only", "incompatible"),
    ]:
        assert expected == judge("MIT", inbound, Relation.MERGED, Provisioning.SERVICE, modified=True).verdict


def test_agpl_run_unmodified_in_its_own_process_binds_no_service() -> None:
    assert "compatible" == said("MIT", "AGPL-3.0-only", (Relation.SEPARATE_PROCESS, Provisioning.SERVICE))


def test_business_source_in_production_depends_even_inside() -> None:
    verdict = judge("EUPL-1.2", "BUSL-1.1", *INTERNAL)
    assert "depends" == verdict.verdict
    assert "Change Date" in verdict.explanation.de


def test_copyleft_passed_on_unchanged_depends_on_staying_apart() -> None:
    unchanged = usecase_context("unmodified-redistribution")
    for inbound in ("LGPL-2.1-only", "EPL-2.0", "CC-BY-ND-4.0", "EUPL-1.2"):
        assert "depends" == judge("MIT", inbound, *unchanged).verdict
    assert "compatible" == judge("EUPL-1.2", "MIT", *unchanged).verdict


@pytest.mark.parametrize(
    "outbound", ["GPL-2.0-only", "GPL-3.0-only", "EUPL-1.2", "Apache-2.0", "LicenseRef-Proprietary"]
)
def test_code_may_be_taken_over_only_where_it_may_be_linked(outbound: str) -> None:
    named = [license_.id for license_ in lists().licenses if not license_.exception]
    taken = [one for one in named if said(outbound, one, (Relation.MERGED, Provisioning.BINARY)) == "compatible"]
    assert len(taken) > 200
    assert [] == [one for one in taken if said(outbound, one, DYNAMIC) != "compatible"]


def test_a_license_without_conditions_fits_any_work() -> None:
    assert "compatible" == said("EUPL-1.2", "CC0-1.0", MERGED)


def test_a_proprietary_library_is_a_condition_where_it_is_only_linked() -> None:
    assert "depends" == said("EUPL-1.2", "LicenseRef-Proprietary", DYNAMIC)
    assert "incompatible" == said("EUPL-1.2", "LicenseRef-Proprietary", STATIC)
    assert "incompatible" == said("GPL-3.0-only", "LicenseRef-Proprietary", DYNAMIC)


def test_a_development_tool_is_not_part_of_the_work() -> None:
    assert "compatible" == said("EUPL-1.2", "GPL-3.0-only", (Relation.BUILD_TOOL, Provisioning.SOURCE))
    assert "compatible" == said("EUPL-1.2", "GPL-3.0-only", (Relation.TEST, Provisioning.SOURCE))


def test_a_use_case_is_a_situation_and_others_are_refused() -> None:
    assert (Relation.MERGED, Provisioning.SERVICE, True) == usecase_context("service")
    with pytest.raises(InvalidRequest, match="snippet"):
        usecase_context("weather")


def test_what_is_no_expression_is_refused() -> None:
    with pytest.raises(UnreadableExpression):
        judge("EUPL-1.2", "see file", *DYNAMIC)


def test_every_clause_cites_and_says_in_both_languages() -> None:
    for clause in clauses():
        opinion = clause.opinion
        assert opinion.clause
        assert opinion.says.de
        assert opinion.says.en
        assert (opinion.verdict == "compatible") == (opinion.remedy.de == ""), clause.id
        assert bool(opinion.remedy.de) == bool(opinion.remedy.en), clause.id


@given(licenses, licenses, situations)
def test_every_question_gets_an_answer_with_authority_and_words(
    outbound: str, inbound: str, situation: tuple[Relation, Provisioning, bool]
) -> None:
    verdict = judge(outbound, inbound, *situation)
    assert verdict.authority
    assert verdict.clause
    assert not [text for text in texts(verdict) if "{" in text]
    assert all(dissent.verdict != verdict.verdict for dissent in verdict.dissent)


def texts(verdict: Verdict) -> Iterable[str]:
    return (verdict.explanation.de, verdict.explanation.en, verdict.remedy.de, verdict.remedy.en)


@given(licenses, licenses, licenses, situations)
def test_the_verdict_is_the_lattice_over_the_parts(
    outbound: str, one: str, other: str, situation: tuple[Relation, Provisioning, bool]
) -> None:
    parts = (judge(outbound, one, *situation).verdict, judge(outbound, other, *situation).verdict)
    assert best(parts) == judge(outbound, f"{one} OR {other}", *situation).verdict
    assert worst(parts) == judge(outbound, f"{one} AND {other}", *situation).verdict


@given(licenses, licenses, situations)
def test_the_bare_answer_is_the_verdict(
    outbound: str, inbound: str, situation: tuple[Relation, Provisioning, bool]
) -> None:
    relation, provisioning, modified = situation
    bare = answer(settled(outbound), settled(inbound), relation, provisioning, modified=modified)
    assert bare == judge(outbound, inbound, relation, provisioning, modified).verdict


@given(licenses, st.sampled_from(["SSPL-1.0", "BUSL-1.1", "Elastic-2.0", "CC-BY-NC-4.0", "NONE"]))
def test_what_is_not_open_never_fits_an_open_work(outbound: str, inbound: str) -> None:
    if outbound not in NOT_OPEN:
        for relation in (Relation.MERGED, Relation.STATIC, Relation.DYNAMIC):
            assert judge(outbound, inbound, relation, Provisioning.SOURCE).verdict == "incompatible"


@given(licenses, situations)
def test_no_statement_is_neither_yes_nor_no(outbound: str, situation: tuple[Relation, Provisioning, bool]) -> None:
    assert judge(outbound, "NOASSERTION", *situation).verdict == "unknown"


def test_the_matrix_has_a_letter_for_each_pair() -> None:
    columns = _osadl.licenses()
    assert 121 == len(columns)
    assert all(_osadl.cell(license_id, license_id) == "compatible" for license_id in columns)
    assert {*LATTICE[:2], LATTICE[3], None} == {_osadl.cell(o, i) for o in columns for i in columns}


def test_someone_always_answers_a_question_of_unlisted_licenses() -> None:
    question = Question("LicenseRef-a", "LicenseRef-b", Relation.MERGED, Provisioning.SOURCE)
    assert ["unknown"] == [opinion.verdict for opinion in opinions(question)]


@pytest.mark.parametrize("inbound", ["PSF-2.0", "Python-2.0.1"])
def test_the_license_of_newer_pythons_goes_into_the_gpl_by_the_fsf_though_osadl_dissents(inbound: str) -> None:
    verdict = judge("GPL-3.0-only", inbound, Relation.DYNAMIC, Provisioning.SOURCE)
    assert ("compatible", "FSF") == (verdict.verdict, verdict.authority)
    assert "incompatible" == judge("GPL-3.0-only", "Python-2.0", Relation.DYNAMIC, Provisioning.SOURCE).verdict
