"""Installed RPM packages into components, linked by what each requires and another, or several, provide."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from osk_scan.parsers._depends import Installed
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._rpm import rpm_purl
from osk_scan.parsers._rpm_rich import Groups, rich_groups

_OWN_FEATURES = "rpmlib("
_MERGED = ("/bin/", "/sbin/", "/lib/", "/lib64/")
"""Folders that are links into `/usr` on every RPM distribution since 2012."""


class RpmPackage(NamedTuple):
    """One installed package as the database of its machine has it."""

    where: str
    name: str
    version: str
    """With the release."""
    epoch: str
    arch: str
    license: str
    vendor: str
    requires: Sequence[str]
    """`name`, `name = version` with any comparison, a path, or a boolean dependency in parentheses."""
    provides: Sequence[str]
    files: Sequence[str]


def take_packages(gathering: Gathering, packages: Sequence[RpmPackage]) -> None:
    """Install the packages and link them; one that provides what it requires does not depend on anything for it.

    Features of rpm itself are no packages and only counted. Of files only those count that something requires.
    """
    required = {need for package in packages for need in package.requires if need.startswith("/")}
    required |= {other for path in required if (other := _other_path(path))}
    installed, answered = Installed(), list[tuple[str, frozenset[str]]]()
    for package in packages:
        provided = frozenset((*_provided(package.provides), *required.intersection(package.files)))
        ref = _install(gathering, package)
        installed.has(ref, package.name, package.arch, tuple(sorted(provided - {package.name})))
        answered.append((ref, provided | {package.name}))
    for package, (ref, own) in zip(packages, answered, strict=True):
        groups = [
            group
            for need in package.requires
            for group in _groups(gathering, package, need, installed.knows)
            if own.isdisjoint(group)
        ]
        installed.needs(ref, package.where, tuple(dict.fromkeys(groups)), package.arch)
    features = sum(need.startswith(_OWN_FEATURES) for package in packages for need in package.requires)
    if features:
        gathering.problem("not-read", "rpmlib(…)", None, f"{features} requirements on features of rpm itself")
    installed.link(gathering)


def _install(gathering: Gathering, package: RpmPackage) -> str:
    version = f"{package.epoch}:{package.version}" if package.epoch else package.version
    return gathering.install(
        ref=f"{package.name}-{version}.{package.arch}",
        name=package.name,
        version=version or None,
        vendor=package.vendor or None,
        purl=rpm_purl(package.name, package.version, package.arch, package.vendor, package.epoch),
        declared=(package.license,) if package.license else None,
        where=package.where,
    )


def _provided(provides: Iterable[str]) -> Iterable[str]:
    """Yield each name, alone and with its version."""
    for said in provides:
        yield said
        yield said.partition(" ")[0]


def _groups(gathering: Gathering, package: RpmPackage, need: str, knows: Callable[[str], bool]) -> Groups:
    """Return of which names one is needed each; of several versions of a package the one that is named, if it is there.

    The copies of a kernel are installed side by side, and each needs the modules of its own version.
    """
    if need.startswith(_OWN_FEATURES):
        return ()
    if need.startswith("("):
        groups = rich_groups(need, knows)
        if groups is None:
            gathering.problem("not-read", package.where, package.name, need)
        return groups or ()
    name = need.partition(" ")[0]
    other = _other_path(name)
    if other and not knows(name) and knows(other):
        return ((other,),)
    return ((need if knows(need) else name,),)


def _other_path(path: str) -> str | None:
    """Return the same file's path through the link, `/usr/bin/sh` for `/bin/sh` and the other way round."""
    if path.startswith(_MERGED):
        return f"/usr{path}"
    short = path.removeprefix("/usr")
    return short if short != path and short.startswith(_MERGED) else None
