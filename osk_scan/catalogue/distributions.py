"""Tell by its version whether a distribution built a package itself, and for which of its releases."""

import re

from msgspec import Struct

_BUILT = {
    "deb": re.compile(r"-[0-9.]+(?:(?:ubuntu|build|really|[+~](?:deb|b|bpo|nmu|dfsg|ds|esm|u))[0-9.+~u]*)*"),
    "rpm": re.compile(r"-(?:[0-9.]+\.(?:el|fc|module\+el)[0-9][0-9._+]*[0-9a-f]*|(?:lp|bp)?1[0-9]{2,5}\.[0-9.]+)"),
    "apk": re.compile(r"-r[0-9]+"),
}
"""What follows the maker's version where the distribution packed it (Debian Policy 3.9.1 section 5.6.12, Fedora
Packaging Guidelines "Versioning", Alpine APKBUILD reference `pkgrel`). Others set a name or a code word there:
`1nodesource1`, `1.pgdg120+1`, `1~bookworm`, `1PGDG.rhel9`."""
_REVISION = {"deb": re.compile(r"-[^-]*$"), "rpm": re.compile(r"-[^-]*$"), "apk": re.compile(r"-r[^-]*$")}
_RELEASE = re.compile(r"[+~]deb([0-9]+)u|~bpo([0-9]+)\+|\.(?:module\+)?el([0-9]+)|\.fc([0-9]+)")


class Distributed(Struct, frozen=True):
    """Who maintains a package instead of the maker: the distribution that built it, for one of its releases."""

    distribution: str
    """Product of the catalogue."""
    release: str | None
    """As the distribution counts them, for example `12`; None: the version carries no mark of it."""


def distributed(type_: str, version: str | None, distribution: str) -> Distributed | None:
    """Return who maintains a package of the namespace of `distribution`; None: not told to be built there.

    Scanners give every package of a machine the distribution's namespace, also those from makers' own repositories.
    """
    found = _REVISION[type_].search(version) if version and type_ in _REVISION else None
    if version is None or found is None or not _BUILT[type_].fullmatch(found[0]):
        return None
    marked = _RELEASE.search(version)
    return Distributed(distribution, next(filter(None, marked.groups())) if marked else None)
