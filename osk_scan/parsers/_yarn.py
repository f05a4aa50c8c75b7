"""What Yarn's lockfiles share: entries found by the descriptors (`name@range`) that others ask for them with."""

from collections.abc import Iterable

from osk_scan.model import Kind, Scope
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._npm import npm_purl


class Described:
    """Entries of one lockfile by their descriptors, and what each of them needs."""

    def __init__(self, gathering: Gathering) -> None:
        self._gathering = gathering
        self._by_descriptor: dict[str, str] = {}
        self._by_name: dict[str, set[str]] = {}
        self._needs: list[tuple[str, str, str, str, Scope, bool]] = []

    def add(self, descriptors: Iterable[str], name: str, version: str | None, where: str, *, ours: bool = False) -> str:
        """Take one entry in and return its reference."""
        scope, _, bare = name.rpartition("/")
        ref = self._gathering.add(
            ref=f"{name}@{version or ''}",
            name=bare,
            namespace=scope or None,
            version=None if ours else version,
            purl=None if ours else npm_purl(name, version),
            kind=Kind.APPLICATION if ours else Kind.LIBRARY,
            where=where,
        )
        for descriptor in descriptors:
            self._by_descriptor[descriptor] = ref
            self._by_name.setdefault(_parted(descriptor)[0], set()).add(ref)
        return ref

    def needs(self, ref: str, where: str, name: str, wanted: str, scope: Scope, *, must: bool = True) -> None:
        """Note that `ref` asks for `name` in the range `wanted`."""
        self._needs.append((ref, where, name, wanted, scope, must))

    def link(self) -> None:
        """Put all needs into edges."""
        self._gathering.edges_known = True
        for ref, where, name, wanted, scope, must in self._needs:
            found = self._found(name, wanted)
            if found or must:
                self._gathering.depend(ref, found or f"{name}@{wanted}", where, scope)

    def _found(self, name: str, wanted: str) -> str | None:
        """Return the entry that answers; where a project overrides ranges, the only one of that name does."""
        for descriptor in (f"{name}@{wanted}", f"{name}@npm:{wanted}", f"{name}@workspace:{wanted}"):
            if descriptor in self._by_descriptor:
                return self._by_descriptor[descriptor]
        named = self._by_name.get(name, set())
        return min(named) if len(named) == 1 else None


def name_in(descriptor: str) -> str:
    """Return the package name of `@scope/name@range`; an alias `a@npm:b@1` names `b`."""
    name, _, wanted = _parted(descriptor)
    if wanted.startswith("npm:") and "@" in wanted[5:]:
        return _parted(wanted[4:])[0]
    return name


def _parted(descriptor: str) -> tuple[str, str, str]:
    at = descriptor.find("@", 1)
    return (descriptor, "", "") if at < 0 else (descriptor[:at], "@", descriptor[at + 1 :])
