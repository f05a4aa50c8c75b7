"""What the official schemas say of a document, and where."""

from pathlib import Path

import pytest

from osk_scan.errors import RefusedDocument
from osk_scan.model import Document, Problem
from osk_scan.parsers import validate

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"

ENTITIES = b"""<!DOCTYPE bom [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<bom xmlns="http://cyclonedx.org/schema/bom/1.4" version="&b;"><components/></bom>"""


def bom(version: str, component: str) -> Document:
    head = f'"bomFormat": "CycloneDX", "specVersion": "{version}", "version": 1'
    return Document("bom.json", f'{{{head}, "components": [{component}]}}'.encode())


def xml(version: str, component: str) -> Document:
    head = f'<bom xmlns="http://cyclonedx.org/schema/bom/{version}" version="1">'
    return Document("bom.xml", f"{head}\n<components>\n{component}\n</components>\n</bom>".encode())


def places(problems: tuple[Problem, ...]) -> list[tuple[str, str | None]]:
    assert all(problem.kind.startswith(("schema-", "against-schema")) for problem in problems)
    return [(problem.where, problem.component) for problem in problems]


@pytest.mark.parametrize("folder", ["cyclonedx_json", "cyclonedx_xml"])
def test_a_document_that_follows_the_schema_has_no_problem(folder: str) -> None:
    (path,) = (path for path in (FIXTURES / folder).glob("minimal.*") if not path.name.endswith(".expected.json"))
    assert () == validate(Document(path.name, path.read_bytes()))


@pytest.mark.parametrize("version", ["1.2", "1.3", "1.4", "1.5", "1.6", "1.7"])
def test_a_wrong_type_is_told_with_pointer_and_component(version: str) -> None:
    document = bom(version, '{"type": "böse", "name": "größe", "version": "1"}')
    assert [("/components/0/type", "größe")] == places(validate(document))


def test_a_license_is_told_at_the_license_and_not_at_the_list() -> None:
    document = bom("1.6", '{"type": "library", "name": "a", "licenses": [{"license": {"id": "Kein-SPDX"}}]}')
    assert [("/components/0/licenses/0/license/id", "a")] == places(validate(document))


def test_the_component_inside_is_named_and_not_the_one_around() -> None:
    document = bom("1.6", '{"type": "library", "name": "a", "components": [{"name": "b", "type": "x"}]}')
    assert [("/components/0/components/0/type", "b")] == places(validate(document))


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7"])
def test_a_wrong_type_in_xml_is_told_with_line_and_component(version: str) -> None:
    modified = "<modified>false</modified>" if version == "1.0" else ""
    document = xml(version, f'<component type="x"><name>größe</name><version>1</version>{modified}</component>')
    assert {("line 3", "größe")} == set(places(validate(document)))


def test_two_documents_do_not_see_each_others_errors() -> None:
    wrong = xml("1.6", '<component type="x"><name>a</name></component>')
    right = xml("1.6", '<component type="library"><name>a</name></component>')
    assert (1, 0, 1) == tuple(len(validate(document)) for document in (wrong, right, wrong))


def test_no_entity_is_expanded_while_validating() -> None:
    with pytest.raises(RefusedDocument, match="document type declaration"):
        validate(Document("bom.xml", ENTITIES), "cyclonedx_xml")


def test_a_version_without_a_schema_is_told() -> None:
    assert ["newer-version"] == [problem.kind for problem in validate(bom("9.9", ""))]
    assert ["newer-version"] == [problem.kind for problem in validate(bom("../spdx", ""))]


def test_that_there_are_more_problems_than_are_told_is_told() -> None:
    document = bom("1.6", ", ".join(f'{{"type": "x", "name": "{at}"}}' for at in range(250)))
    problems = validate(document)
    assert (201, "schema-more", "50") == (len(problems), problems[-1].kind, problems[-1].detail)


def test_wrong_entries_beyond_what_is_looked_into_are_counted() -> None:
    licenses = ", ".join(f'{{"license": {{"id": "x{at}"}}}}' for at in range(500))
    document = bom("1.6", ", ".join(f'{{"type": "x", "name": "{at}", "licenses": [{licenses}]}}' for at in range(40)))
    problems = validate(document)
    told = {problem.component for problem in problems if problem.component}
    assert ("schema-more", str(40 - len(told))) == (problems[-1].kind, problems[-1].detail)


def test_a_large_entry_is_told_at_the_entries_inside_of_it() -> None:
    inside = ", ".join(f'{{"type": "library", "name": "teil-{at}"}}' for at in range(3000))
    document = bom("1.6", f'{{"type": "library", "name": "a", "components": [{inside}, {{"type": "x", "name": "b"}}]}}')
    assert [("/components/0/components/3000/type", "b")] == places(validate(document))
    tags = ", ".join(f'"{at}"' for at in range(2000))
    document = bom("1.6", f'{{"type": "library", "name": "a", "versoin": "1", "tags": [{tags}]}}')
    assert [("schema-inside", "/components/0", "a")] == [(p.kind, p.where, p.component) for p in validate(document)]


def test_the_same_entry_again_is_told_whatever_the_order_of_its_members() -> None:
    document = bom(
        "1.6", '{"type": "library", "name": "a"}, {"name": "b", "type": "library"}, {"name": "a", "type":"library"}'
    )
    assert [("schema-repeated", "/components/2", "/components/0")] == [
        (problem.kind, problem.where, problem.detail) for problem in validate(document)
    ]


@pytest.mark.parametrize(
    ("component", "kind", "detail"),
    [
        ('{"type": "library"}', "schema-required", "name"),
        ('{"type": "library", "name": "a", "versoin": "1"}', "schema-unknown", "versoin"),
        (
            '{"type": "library", "name": "a", "scope": "x"}',
            "schema-value",
            '"x" ≠ "required" | "optional" | "excluded"',
        ),
        ('{"type": "library", "name": "a", "version": 1}', "schema-type", "1 ≠ string"),
        ('{"type": "library", "name": "a", "mime-type": "x"}', "schema-form", '"x" ≠ ^[-+a-z0-9.]+/[-+a-z0-9.]+$'),
    ],
)
def test_what_is_wrong_is_told_apart(component: str, kind: str, detail: str) -> None:
    assert [(kind, detail)] == [(problem.kind, problem.detail) for problem in validate(bom("1.6", component))]


def test_what_cannot_be_decoded_is_told_where_it_stands() -> None:
    document = bom("1.6", '{"type": "library", "name": "\xff"}, {"type": "x", "name": "b"}')
    latin = Document("bom.json", document.content.decode("utf-8").encode("latin-1"))
    assert ["/components/0", "/components/1/type"] == [problem.where for problem in validate(latin, "cyclonedx_json")]


@pytest.mark.parametrize("content", [b"{", b"{'a'}", b'{"a": NaN}', b"\xff"])
def test_what_is_no_json_is_refused(content: bytes) -> None:
    with pytest.raises(RefusedDocument):
        validate(Document("bom.json", content), "cyclonedx_json")


def test_spdx_is_told_with_pointer_and_package() -> None:
    two = b'{"spdxVersion": "SPDX-2.3", "packages": [{"SPDXID": "SPDXRef-a", "name": "a", "versionInfo": 1}]}'
    assert ("/packages/0/versionInfo", "a") in places(validate(Document("a", two), "spdx_json"))
    graph = b'[{"type": "software_Package", "spdxId": "urn:a", "name": "a", "software_packageVersion": 1}]'
    three = b'{"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": ' + graph + b"}"
    found = places(validate(Document("a", three), "spdx3_jsonld"))
    assert found
    assert all(where.startswith("/@graph/0") and name == "a" for where, name in found)


def test_a_format_without_an_official_schema_has_nothing_to_say() -> None:
    assert () == validate(Document("status", b"Package: a\n"), "dpkg_status")


def test_an_element_with_a_prefix_of_its_own_is_told_with_its_line() -> None:
    head = '<cdx:bom xmlns:cdx="http://cyclonedx.org/schema/bom/1.4" version="1">'
    component = '<cdx:component type="x"><cdx:name>größe</cdx:name></cdx:component>'
    document = Document("bom.xml", f"{head}\n<cdx:components>\n{component}</cdx:components></cdx:bom>".encode())
    assert "line 3" in [problem.where for problem in validate(document)]
