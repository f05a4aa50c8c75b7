"""Quality profiles: what they ask for is data, what is counted adds up."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osk_scan.errors import InvalidPolicy, InvalidRequest, RefusedDocument
from osk_scan.model import Component, Dependency, Document, Inventory, Kind, Origin, Stated
from osk_scan.parsers import parse, parsers
from osk_scan.quality.facts import Fact
from osk_scan.quality.measuring import Example, Fulfilment, measure
from osk_scan.quality.profile import profile_named, profiles
from osk_scan.receipt import Quality

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
DOCUMENTS = [
    pytest.param(path, id=f"{name}/{path.name}")
    for name in parsers()
    for path in sorted((FIXTURES / name).glob("minimal.*"))
    if not path.name.endswith(".expected.json")
]


def of(inventory: Inventory, profile: str = "bsi-tr-03183-2") -> Fulfilment:
    (found,) = measure(inventory, profile_named(profile))
    return found


def with_one(component: Component, **said: object) -> Inventory:
    return Inventory(format="cyclonedx_json", spec_version="1.6", components=(component,), found=1, **said)  # type: ignore[arg-type]  # fields by name


def test_every_profile_asks_for_each_field_once_and_in_both_languages() -> None:
    assert {"bsi-tr-03183-2", "cisa-2025-draft", "ntia-2021"} == set(profiles())
    for profile in profiles().values():
        assert len({field.id for field in profile.fields}) == len(profile.fields)
        assert all(field.title.de != field.title.en for field in profile.fields)


def test_the_guideline_of_the_bsi_asks_for_its_numbered_fields() -> None:
    demands = [field.demand for field in profile_named("bsi-tr-03183-2").fields]
    assert (14, 5, 3) == tuple(demands.count(demand) for demand in ("required", "if-exists", "optional"))


def test_every_fact_is_asked_for_by_some_profile() -> None:
    assert set(Fact) == {field.fact for profile in profiles().values() for field in profile.fields}


@pytest.mark.parametrize("path", DOCUMENTS)
def test_each_component_counts_once_for_each_field(path: Path) -> None:
    try:
        inventory = parse(Document(path.name, path.read_bytes()), path.parent.name)
    except RefusedDocument:
        return
    for fulfilment in measure(inventory, *profiles().values()):
        for measured in fulfilment.fields:
            q = measured.quality
            expected = 1 if measured.field.about == "sbom" else len(inventory.components)
            assert expected == q.present + q.missing + q.not_applicable
            assert len(measured.examples) == (min(3, q.missing) if measured.field.about == "component" else 0)


@pytest.mark.parametrize("profile", profiles())
def test_a_document_that_states_everything_required_fulfils_every_profile(profile: str) -> None:
    path = FIXTURES / "cyclonedx_json" / "fields-of-the-bsi.json"
    fulfilment = of(parse(Document(path.name, path.read_bytes())), profile)
    assert 1 == fulfilment.share
    assert 0 < fulfilment.asked == fulfilment.stated


def test_the_bsi_reads_the_same_of_a_document_in_spdx_3() -> None:
    path = FIXTURES / "spdx3_jsonld" / "fields-of-the-bsi.jsonld"
    counted = of(parse(Document(path.name, path.read_bytes()))).by_field
    of_the_file = ("filename", "deployable-hash", "executable", "archive", "structured", "deployable-uri", "source-uri")
    assert {"filename": 2} | dict.fromkeys(of_the_file[1:], 1) == {each: counted[each].present for each in of_the_file}


def test_a_field_that_is_missing_names_the_component_and_its_place() -> None:
    inventory = with_one(Component(ref="a", name="lib", where="/components/0"))
    missing = next(each for each in of(inventory).fields if each.field.id == "component-version")
    assert (Quality(0, 1, 0), (Example("lib", "/components/0"),)) == (missing.quality, missing.examples)


def test_a_range_is_no_version() -> None:
    inventory = with_one(Component(ref="a", name="a", version="^1", version_is_range=True, where="/"))
    assert Quality(0, 1, 0) == of(inventory).by_field["component-version"]


def test_any_of_several_identifiers_identifies_a_component() -> None:
    component = Component(ref="a", name="a", identifiers=("msi:{0}", "cpe:2.3:a:acme:a:1"), where="/a")
    assert Quality(1, 0, 0) == of(with_one(component), "ntia-2021").by_field["other-identifiers"]


def test_a_service_has_no_file_and_so_no_file_name() -> None:
    inventory = with_one(Component(ref="a", name="a", kind=Kind.SERVICE, where="/services/0"))
    assert Quality(0, 0, 1) == of(inventory).by_field["filename"]


@pytest.mark.parametrize(("version", "present"), [("1.5", 0), ("1.6", 1), ("1.10", 1), (None, 0)])
def test_the_format_counts_from_its_earliest_version_on(version: str | None, present: int) -> None:
    inventory = Inventory(format="cyclonedx_json", spec_version=version, found=0)
    assert present == of(inventory).by_field["format"].present
    assert 0 == of(Inventory(format="spdx_json", spec_version="2.3", found=0)).by_field["format"].present


@pytest.mark.parametrize(
    ("claims", "present"),
    [(("MIT",), 1), (("GPL-2.0-only OR MIT",), 1), (("LicenseRef-acme-own",), 1), (("Apache 2.0",), 0), ((), 0)],
)
def test_a_license_counts_as_the_guideline_wants_it_written(claims: tuple[str, ...], present: int) -> None:
    inventory = with_one(Component(ref="a", name="a", concluded=claims, where="/"))
    assert present == of(inventory).by_field["distribution-licences"].present


def test_dependencies_need_a_word_on_their_completeness() -> None:
    said = Component(ref="a", name="a", where="/", stated=Stated.COMPLETENESS)
    unsaid = Component(ref="b", name="b", where="/")
    inventory = Inventory(
        format="cyclonedx_json", components=(said, unsaid), dependencies=(Dependency(0, 1),), edges_known=True, found=2
    )
    assert Quality(1, 1, 0) == of(inventory).by_field["dependencies"]
    assert Quality(2, 0, 0) == of(inventory, "ntia-2021").by_field["dependency-relationship"]


def test_data_on_vulnerabilities_does_not_belong_into_an_sbom() -> None:
    inventory = Inventory(format="cyclonedx_json", found=0, origin=Origin(vulnerabilities_stated=True))
    assert Quality(0, 1, 0) == of(inventory).by_field["no-vulnerabilities"]


@given(st.lists(st.builds(Component, ref=st.just("a"), name=st.just("a"), where=st.just("/"),
                          version=st.sampled_from([None, "1"]), stated=st.sampled_from(list(Stated)))))  # fmt: skip
def test_what_is_stated_is_never_more_than_what_is_asked(components: list[Component]) -> None:
    for found in measure(
        Inventory(format="cyclonedx_json", components=tuple(components), found=len(components)), *profiles().values()
    ):
        required = [each.quality for each in found.fields if each.field.demand == "required"]
        assert found.asked == sum(q.present + q.missing for q in required)
        assert 0 <= found.stated <= found.asked


def test_an_unknown_profile_is_answered_with_those_there_are() -> None:
    with pytest.raises(InvalidRequest, match="ntia-2021"):
        profile_named("ntia")


def test_a_profile_with_an_unknown_fact_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "quality").mkdir()
    (tmp_path / "quality" / "own.yaml").write_text(
        "title: {de: a, en: b}\nversion: '1'\nsource: x\nlink: y\nfields:\n"
        "  - {id: f, title: {de: a, en: b}, about: sbom, demand: required, section: '1', fact: timestemp}\n"
    )
    with pytest.raises(InvalidPolicy, match="timestamp"):
        profiles(tmp_path)


def test_a_profile_that_exempts_an_unknown_kind_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "quality").mkdir()
    (tmp_path / "quality" / "own.yaml").write_text(
        "title: {de: a, en: b}\nversion: '1'\nsource: x\nlink: y\nfields:\n  - {id: f, title: {de: a, en: b},"
        " about: component, demand: required, section: '1', fact: version, except: [libary]}\n"
    )
    with pytest.raises(InvalidPolicy, match=r"no kind .?libary.*library"):
        profiles(tmp_path)
