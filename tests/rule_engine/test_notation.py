import pytest

from osk_scan.errors import InvalidPolicy
from osk_scan.model import Dependency, Inventory, Relation, Scope
from osk_scan.rule_engine.notation import read_notation


def inventory(text: str) -> Inventory:
    return read_notation(text, "a-rule.yaml flags 1", about_first=True, vendors={}, commercial={})


def test_a_chain_names_components_and_what_needs_what() -> None:
    read = inventory("app@1 MIT -> lines@8 [optional] GPL-3.0-only + MIT -[test static]-> forms")
    app, lines, forms = read.components
    assert (app.name, app.version, app.declared) == ("app", "1", ("MIT",))
    assert (lines.scope, lines.declared) == (Scope.OPTIONAL, ("GPL-3.0-only", "MIT"))
    assert (forms.version, forms.declared) == (None, None)
    assert read.dependencies == (Dependency(0, 1), Dependency(1, 2, Scope.TEST, Relation.STATIC))


def test_a_component_named_again_is_the_same() -> None:
    read = inventory("app@1 MIT -> lines@8 MIT\napp@1 -> forms@4 MIT -> lines@8")
    assert [one.name for one in read.components] == ["app", "lines", "forms"]
    assert read.dependencies == (Dependency(0, 1), Dependency(0, 2), Dependency(2, 1))


def test_a_name_with_spaces_stands_in_quotes_and_a_purl_for_the_name() -> None:
    office, lines = inventory('"Office 2016"@16 -> pkg:npm/%40amt/lines@8').components
    assert (office.name, office.version) == ("Office 2016", "16")
    assert (lines.name, lines.purl) == ("lines", "pkg:npm/%40amt/lines@8")


def test_an_expression_with_or_is_one_claim() -> None:
    assert inventory("app@1 MIT OR (GPL-2.0-only AND MIT)").components[0].declared == ("MIT OR (GPL-2.0-only AND MIT)",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("app@1 [developement] MIT", "unknown mark `developement`; did you mean `development`?"),
        ("app@1 -> ", "is no component"),
        ("app@1 -[statc]-> lines@8", "did you mean `static`?"),
    ],
)
def test_a_mistake_names_the_case(text: str, told: str) -> None:
    with pytest.raises(InvalidPolicy) as caught:
        inventory(text)
    assert str(caught.value).startswith("a-rule.yaml flags 1: ")
    assert told in str(caught.value)
