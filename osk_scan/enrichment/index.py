"""Look licenses up in a package index that the user configured: Python (JSON or PEP 691/658) and npm style."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import msgspec

from osk_scan.enrichment import node_package, python_metadata
from osk_scan.enrichment.found import Found
from osk_scan.errors import InvalidRequest
from osk_scan.portfolio import PackageRow

STYLES = ("pypi", "npm")
SIMPLE = "application/vnd.pypi.simple.v1+json"

Fetch = Callable[[str, str], bytes | None]
"""From URL and media type to the answer's body; None where the index has nothing there."""


class Index:
    """One index for one type of packages; every request stays on its scheme, host and port."""

    def __init__(self, configured: str, fetch: Fetch) -> None:
        """Take `TYPE=URL`, for example `pypi=https://mirror.example/simple`.

        Raises:
            InvalidRequest: where it is none.
        """
        self.type, _, url = configured.partition("=")
        if self.type not in STYLES or not _is_address(url):
            raise InvalidRequest(
                f"--index {self.type}", "it is no TYPE=URL", f"types: {', '.join(STYLES)}; no credentials"
            )
        self.url = url.rstrip("/")
        self.source = f"{self.type}={self.url}"
        """What evidence calls it."""
        self._fetch = fetch

    def covers(self, package: PackageRow) -> bool:
        """Tell whether the index has packages of this type."""
        return package.type == self.type and bool(package.version)

    def license_of(self, package: PackageRow) -> Found | None:
        """Return what the index says of one package in its version, or None."""
        if not self.covers(package) or not package.version:
            return None
        if self.type == "npm":
            return self._npm(package.stem.removeprefix("pkg:npm/").replace("%40", "@"), package.version)
        if self.url.endswith("/simple"):
            return self._simple(package.name, package.version)
        return self._python_json(package.name, package.version)

    def _npm(self, name: str, version: str) -> Found | None:
        url = f"{self.url}/{quote(name, safe='@')}/{quote(version, safe='')}"
        package = node_package.package_in(self._fetch(url, "application/json") or b"")
        return self._found(node_package.licenses_of(package), url)

    def _python_json(self, name: str, version: str) -> Found | None:
        url = f"{self.url}/{quote(name, safe='')}/{quote(version, safe='')}/json"
        info = _object(_object(self._fetch(url, "application/json")).get("info"))
        claims = python_metadata.claims_of(info.get("license_expression"), info.get("license"), info.get("classifiers"))
        return self._found(claims, url)

    def _simple(self, name: str, version: str) -> Found | None:
        """Ask for the files of a project (PEP 691), then for the metadata beside one of this version (PEP 658, 714)."""
        url = f"{self.url}/{quote(name, safe='')}/"
        files = _object(self._fetch(url, SIMPLE)).get("files")
        for file in files if isinstance(files, list) else ():
            address = _metadata_address(_object(file), name, version)
            beside = urljoin(url, address) if address else ""
            if beside and _same_host(beside, self.url):
                claims = python_metadata.licenses_in(self._fetch(beside, "*/*") or b"")
                if claims:
                    return self._found(claims, beside)
        return None

    def _found(self, claims: tuple[str, ...], url: str) -> Found | None:
        return Found(claims, self.source, url.removeprefix(self.url)) if claims else None


def _is_address(url: str) -> bool:
    """Tell whether it is the plain HTTP address of a host; credentials would end up in evidence."""
    try:
        parts = urlsplit(url)
        has_port = parts.port is None or parts.port > 0
    except ValueError:
        return False
    plain = not (parts.query or parts.fragment or parts.username or parts.password)
    return parts.scheme in ("https", "http") and bool(parts.hostname) and plain and has_port


def _metadata_address(file: dict[str, Any], name: str, version: str) -> str | None:
    """Return where the metadata of a wheel of this version lies, if the index says that there is any."""
    filename, url = file.get("filename"), file.get("url")
    has_metadata = file.get("core-metadata") or file.get("dist-info-metadata")
    if not has_metadata or not isinstance(filename, str) or not isinstance(url, str):
        return None
    parts = filename.split("-")
    folded = parts[0].replace("_", "-").replace(".", "-").lower()
    is_ours = filename.endswith(".whl") and len(parts) >= 5 and folded == name.lower() and parts[1] == version
    return f"{url.partition('#')[0]}.metadata" if is_ours else None


def _same_host(url: str, base: str) -> bool:
    one, other = urlsplit(url), urlsplit(base)
    return (one.scheme, one.netloc) == (other.scheme, other.netloc)


def _object(content: object) -> dict[str, Any]:
    """Return a JSON object, decoded if it is bytes; empty where it is none."""
    if isinstance(content, bytes):
        try:
            content = msgspec.json.decode(content)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return {}
    return content if isinstance(content, dict) else {}
