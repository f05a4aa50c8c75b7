"""A package has one name, however a document spells it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packageurl import PackageURL

from osk_scan.identity import canonical_purl, looks_like_range, package_name, product_name
from osk_scan.model import Component

PART = st.text("abcXYZ019._-~%40+ü", min_size=1, max_size=8)
TYPES = st.sampled_from(
    ["npm", "pypi", "deb", "rpm", "maven", "cargo", "gem", "nuget", "composer", "github", "generic"]
)


@given(TYPES, PART | st.none(), PART, PART | st.none())
def test_the_fast_path_gives_what_the_specification_gives(
    kind: str, namespace: str | None, name: str, version: str | None
) -> None:
    text = f"pkg:{kind}/" + (f"{namespace}/" if namespace else "") + name + (f"@{version}" if version else "")
    canonical = canonical_purl(text)
    if canonical is not None:
        assert canonical_purl(canonical) == canonical
        assert PackageURL.from_string(canonical).to_string() == canonical


@given(TYPES, PART | st.none(), PART, PART)
def test_a_canonical_purl_comes_apart_as_packageurl_takes_it_apart(
    kind: str, namespace: str | None, name: str, version: str
) -> None:
    purl = canonical_purl(f"pkg:{kind}/" + (f"{namespace}/" if namespace else "") + f"{name}@{version}")
    if purl is None:
        return
    expected = PackageURL.from_string(purl)
    actual = package_name(Component(ref="x", name="x", purl=purl, where="x"))
    assert (expected.type, expected.name, expected.version) == (actual.type, actual.name, actual.version)
    assert PackageURL(expected.type, expected.namespace, expected.name).to_string() == actual.stem


@pytest.mark.parametrize(
    ("version", "is_range", "key", "known"),
    [
        ("1.0", False, "pkg:deb/debian/curl@1.0?arch=amd64", "1.0"),
        ("1:2 b", False, "pkg:deb/debian/curl@1:2%20b?arch=amd64", "1:2 b"),
        (">=1", True, "pkg:deb/debian/curl?arch=amd64", None),
        (None, False, "pkg:deb/debian/curl?arch=amd64", None),
    ],
)
def test_a_version_beside_a_purl_without_one_is_part_of_identity(
    version: str | None, is_range: bool, key: str, known: str | None
) -> None:
    purl = "pkg:deb/debian/curl?arch=amd64"
    named = package_name(Component(ref="x", name="x", purl=purl, version=version, version_is_range=is_range, where="x"))
    assert (key, "pkg:deb/debian/curl", known) == (named.key, named.stem, named.version)


@pytest.mark.parametrize(
    ("spelling", "canonical"),
    [
        ("pkg:pypi/Typing_Extensions@4.12", "pkg:pypi/typing-extensions@4.12"),
        ("pkg:npm/@angular/core@17.0.0", "pkg:npm/%40angular/core@17.0.0"),
        ("pkg:deb/debian/curl@7?arch=amd64&download_url=x", "pkg:deb/debian/curl@7?arch=amd64"),
        ("pkg:PyPI/requests@2", "pkg:pypi/requests@2"),
        ("no purl", None),
        ("pkg:npm/", None),
    ],
)  # fmt: skip
def test_spellings_of_one_package_are_one(spelling: str, canonical: str | None) -> None:
    assert canonical == canonical_purl(spelling)


def test_namespace_is_part_of_identity() -> None:
    assert canonical_purl("pkg:npm/@sentry/browser@1") != canonical_purl("pkg:npm/@fullstory/browser@1")


@pytest.mark.parametrize(
    "text", ["^1.2.3", "~> 2.0", ">=1,<2", "1.x", "*", "latest", "1.0 - 2.0", "[1.0,2.0)", "1 || 2"]
)
def test_a_range_is_not_a_version(text: str) -> None:
    assert looks_like_range(text)


@pytest.mark.parametrize(
    "text", ["1.2.3", "2:1.0~rc1-1+b1", "0.0.0-20230101-abcdef", "6.1.0-13-amd64", "v2", "2024-10"]
)
def test_a_version_is_not_a_range(text: str) -> None:
    assert not looks_like_range(text)


def test_a_product_is_named_by_vendor_and_name_in_any_case() -> None:
    assert (
        product_name("Adobe", None, "Acrobat  Reader", "1").key
        == product_name("ADOBE", None, "acrobat reader", "1").key
    )
