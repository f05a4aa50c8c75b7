from pathlib import Path

import pytest

from osk_scan.errors import InvalidPolicy
from osk_scan.licenses.contexts import (
    Provisioning,
    contexts,
    default_relation,
    load_contexts,
    outbound_of,
    provisioning_for,
    provisioning_of,
)
from osk_scan.model import Context, Relation, Scope
from osk_scan.shipped import rules_folder


@pytest.mark.parametrize(
    ("context", "provisioning"),
    [
        (Context.INTERNAL, Provisioning.INTERNAL),
        (Context.HOSTED, Provisioning.SERVICE),
        (Context.PASSED_ON, Provisioning.BINARY),
        (Context.PUBLISHED, Provisioning.SOURCE),
    ],
)
def test_a_context_says_how_others_are_reached(context: Context, provisioning: Provisioning) -> None:
    assert provisioning == provisioning_of(context)


def test_a_published_system_goes_out_under_eupl_unless_it_says_otherwise() -> None:
    assert "EUPL-1.2" == outbound_of(Context.PUBLISHED, None)
    assert "MIT" == outbound_of(Context.PUBLISHED, "MIT")
    assert outbound_of(Context.INTERNAL, None) is None


@pytest.mark.parametrize(
    ("purl_type", "scope", "relation"),
    [
        ("golang", Scope.RUNTIME, Relation.STATIC),
        ("cargo", Scope.UNKNOWN, Relation.STATIC),
        ("maven", Scope.RUNTIME, Relation.DYNAMIC),
        ("pypi", Scope.UNKNOWN, Relation.DYNAMIC),
        ("deb", Scope.UNKNOWN, Relation.SEPARATE_PROCESS),
        ("npm", Scope.DEVELOPMENT, Relation.BUILD_TOOL),
        ("npm", Scope.TEST, Relation.TEST),
        ("maven", Scope.EXCLUDED, Relation.BUILD_TOOL),
        (None, Scope.UNKNOWN, Relation.DYNAMIC),
    ],
)
def test_scope_decides_before_type(purl_type: str | None, scope: Scope, relation: Relation) -> None:
    assert relation == default_relation(purl_type, scope, Provisioning.SOURCE)


def test_a_bundled_front_end_is_linked_statically_where_it_is_passed_on() -> None:
    assert Relation.STATIC == default_relation("npm", Scope.RUNTIME, Provisioning.BINARY)
    assert Relation.DYNAMIC == default_relation("npm", Scope.RUNTIME, Provisioning.SOURCE)


@pytest.mark.parametrize(
    ("context", "purl_type", "scope", "provisioning"),
    [
        (Context.HOSTED, "npm", Scope.RUNTIME, Provisioning.UNKNOWN),
        (Context.HOSTED, "npm", Scope.UNKNOWN, Provisioning.UNKNOWN),
        (Context.HOSTED, "npm", Scope.DEVELOPMENT, Provisioning.SERVICE),
        (Context.HOSTED, "maven", Scope.RUNTIME, Provisioning.SERVICE),
        (Context.HOSTED, None, Scope.RUNTIME, Provisioning.SERVICE),
        (Context.INTERNAL, "npm", Scope.RUNTIME, Provisioning.INTERNAL),
        (Context.PASSED_ON, "npm", Scope.RUNTIME, Provisioning.BINARY),
        (Context.PUBLISHED, "npm", Scope.RUNTIME, Provisioning.SOURCE),
    ],
)
def test_of_npm_packages_in_a_hosted_system_nobody_knows_whether_browsers_get_them(
    context: Context, purl_type: str | None, scope: Scope, provisioning: Provisioning
) -> None:
    assert provisioning == provisioning_for(context, purl_type, scope)


def test_every_context_has_a_german_and_an_english_title() -> None:
    assert all(rule.title.de and rule.title.en for rule in contexts().rules.values())


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("  static: [golang", "  static: [npm, golang"),
        ("  test: test\n", "  test: proof\n"),
        ("  test: test\n", "  tests: test\n"),
        ("  internal:\n", "  secret:\n"),
        ("{npm: unknown}", "{npn: unknown}"),
        ("{npm: unknown}", "{npm: browser}"),
        ("bundles: [npm]", "bundles: [npn]"),
    ],
)
def test_a_mistake_in_the_policy_is_refused(tmp_path: Path, line: str, wrong: str) -> None:
    text = (rules_folder() / "contexts.yaml").read_text(encoding="utf-8")
    assert line in text
    path = tmp_path / "contexts.yaml"
    path.write_text(text.replace(line, wrong), encoding="utf-8")
    with pytest.raises(InvalidPolicy):
        load_contexts(path)
