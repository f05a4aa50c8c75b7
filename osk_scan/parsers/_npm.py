"""What npm writes of a package, and where Node.js finds what it asks for."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from osk_scan.model import Scope
from osk_scan.parsers._purls import purl

Names = dict[str, str]


class Entry(Struct, frozen=True, rename="camel"):
    """One entry of a lockfile; every field may be missing."""

    name: str | None = None
    version: str | None = None
    resolved: str | bool | None = None
    link: bool = False
    dev: bool = False
    optional: bool = False
    dev_optional: bool = False
    peer: bool = False
    license: object = None
    dependencies: Names | None = None
    dev_dependencies: Names | None = None
    optional_dependencies: Names | None = None
    peer_dependencies: Names | None = None
    peer_dependencies_meta: dict[str, dict[str, bool]] | None = None

    @property
    def scope(self) -> Scope:
        """When the package is needed, as the lockfile worked it out."""
        if self.dev:
            return Scope.DEVELOPMENT
        if self.optional or self.dev_optional:
            return Scope.OPTIONAL
        return Scope.PROVIDED if self.peer else Scope.RUNTIME

    def needs(self) -> Iterator[tuple[str, Scope, bool]]:
        """Yield (name, scope, whether it must be there); a name is yielded once, with its strongest demand."""
        optional = self.optional_dependencies or {}
        for name in self.dependencies or {}:
            if name not in optional:
                yield name, Scope.RUNTIME, True
        for name in optional:
            yield name, Scope.OPTIONAL, False
        for name in self.dev_dependencies or {}:
            yield name, Scope.DEVELOPMENT, True
        meta = self.peer_dependencies_meta or {}
        for name in self.peer_dependencies or {}:
            yield name, Scope.PROVIDED, not meta.get(name, {}).get("optional", False)


def npm_license(value: object) -> tuple[str, ...] | None:
    """Return the claim of a `license` field: text, object or list of either (package.json, old and new).

    A list offers a choice: npm's documentation turns `[MIT, Apache-2.0]` into `(MIT OR Apache-2.0)`.
    """
    claims = [claim for claim in map(_claim, value if isinstance(value, list) else [value]) if claim]
    return (choice(claims),) if claims else None


def choice(claims: list[str]) -> str:
    """Return license claims of which one may be chosen as one claim."""
    return claims[0] if len(claims) == 1 else f"({' OR '.join(claims)})"


def _claim(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("type") or value.get("name") or value.get("url")
    return value if isinstance(value, str) else ""


def npm_purl(name: str, version: str | None) -> str:
    """Return the package URL of `name`, a scope in front included; a URL in place of the version is left out."""
    scope, _, bare = name.rpartition("/")
    stated = None if version and ":" in version else version
    return purl("npm", bare.lower(), stated, scope.lower())


def name_at(path: str) -> str:
    """Return the package name that a path of a lockfile ends with: `a/node_modules/@b/c` gives `@b/c`."""
    return path.rpartition("node_modules/")[2]


def found_from(path: str, name: str, places: Mapping[str, object]) -> str | None:
    """Return the path that Node.js finds `name` at when a module in `path` asks for it, else None.

    Source: Node.js documentation, Modules, "Loading from node_modules folders".
    """
    folder = path
    while True:
        candidate = f"{folder}/node_modules/{name}" if folder else f"node_modules/{name}"
        if candidate in places:
            return candidate
        if not folder:
            return None
        folder = folder.rpartition("/")[0]
