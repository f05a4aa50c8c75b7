"""The one way to name a package: a canonical package URL, else a key of vendor and product."""

import re
from functools import lru_cache
from unicodedata import normalize
from urllib.parse import quote, unquote

from msgspec import Struct
from packageurl import PackageURL, normalize_qualifiers

from osk_scan.model import Component

_IDENTIFYING_QUALIFIERS = frozenset({"arch", "distro", "classifier", "type", "os", "epoch", "channel", "platform"})
"""Other qualifiers (`download_url`, `vcs_url`, `checksum`, `package-id`…) say where a copy lies, not what it is."""

_ALREADY_CANONICAL = re.compile(
    r"pkg:(?:(?:cargo|gem|nuget|maven)/(?:[A-Za-z0-9._-]+/)?[A-Za-z0-9._-]+"
    r"|(?:npm|deb|rpm|apk|composer|github)/(?:%40)?(?:[a-z0-9._-]+/)?[a-z0-9._-]+"
    r"|pypi/[a-z0-9]+(?:-[a-z0-9]+)*)@[A-Za-z0-9._~-]+"
)
"""Spellings that `PackageURL` would give back unchanged; they are nine in ten, and it takes 16 µs for each."""

_RANGE = re.compile(
    r"^\s*[~^<>=!\[(]|[<>*|]|\s-\s|(?:^|\.)[xX](?:\.|$)|^(?:latest|any|stable|unspecified)$", re.IGNORECASE
)


class PackageName(Struct, frozen=True):
    """The identity behind components, across all inventories."""

    key: str
    """Canonical purl with version, else `product:<vendor>/<name>@<version>` in folded spelling."""
    stem: str
    """The same without the version: what is the same software at another time."""
    type: str
    """purl type, or `product` where there is no purl."""
    name: str
    version: str | None


@lru_cache(maxsize=65536)
def canonical_purl(text: str) -> str | None:
    """Return `text` as canonical package URL, or None where it is none.

    Source: ECMA-427 (package URL), rules per type as packageurl-python applies them; PEP 503 for pypi.
    """
    if _ALREADY_CANONICAL.fullmatch(text):
        return text
    parsed = _parsed(text)
    return parsed.to_string() if parsed else None


def package_url(purl: str) -> PackageURL | None:
    """Return a package URL taken apart, for libraries that want it so."""
    return _parsed(purl)


def looks_like_range(version: str) -> bool:
    """Tell whether `version` is a range, a wildcard or `latest`: text worth keeping, but no version."""
    return bool(_RANGE.search(version)) and not version.startswith(("file:", "git+"))


def package_name(component: Component) -> PackageName:
    """Return the identity of `component`."""
    if component.purl is not None:
        return _from_purl(component.purl, None if component.version_is_range else component.version)
    return product_name(component.vendor, component.namespace, component.name, component.version)


def product_name(vendor: str | None, namespace: str | None, name: str, version: str | None) -> PackageName:
    """Return the identity of something without a purl: vendor and name in folded spelling."""
    stem = "product:" + "/".join(folded(part) for part in (vendor, namespace, name) if part)
    return PackageName(f"{stem}@{version}" if version else stem, stem, "product", name, version)


def folded(text: str) -> str:
    """Return `text` as identities compare it: NFKC, case-folded, white space and `/@` as single spaces."""
    return " ".join(re.sub(r"[/@]", " ", normalize("NFKC", text).casefold()).split())


def _from_purl(purl: str, stated_version: str | None) -> PackageName:
    """Take a canonical purl apart, with the version that is stated beside it where it has none of its own.

    In canonical spelling `@`, `?` and `#` only ever separate.
    """
    whole = purl.partition("#")[0].partition("?")[0]
    stem, _, version = whole.partition("@")
    kind, _, path = stem.removeprefix("pkg:").partition("/")
    name = path.rpartition("/")[2]
    if not version and stated_version:
        completed = canonical_purl(f"{stem}@{quote(stated_version, safe='')}{purl[len(whole) :]}")
        return PackageName(completed or purl, stem, kind, _unquoted(name), stated_version)
    return PackageName(purl, stem, kind, _unquoted(name), _unquoted(version) or None)


def _unquoted(text: str) -> str:
    return unquote(text) if "%" in text else text


def _parsed(text: str) -> PackageURL | None:
    try:
        parsed = PackageURL.from_string(text)
    except ValueError:
        return None
    stated = normalize_qualifiers(parsed.qualifiers, encode=False)
    qualifiers = {key: value for key, value in sorted(stated.items()) if key in _IDENTIFYING_QUALIFIERS and value}
    name, namespace = parsed.name, parsed.namespace
    if parsed.type == "pypi":
        name = re.sub(r"[-_.]+", "-", name).lower()
    try:
        return PackageURL(parsed.type, namespace, name, parsed.version, qualifiers, parsed.subpath)
    except ValueError:
        return None
