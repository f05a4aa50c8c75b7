"""Ask the FSF's compatibility matrix of the GNU licenses, computed from what each license may become.

Source: GPL FAQ #AllCompatibility (gnu.org/licenses/gpl-faq.html), rows "copy code" and "use a library", with its notes
on -only code in -or-later works, upgrades, LGPL-2.1 §3 and LGPL-3.0 §2; GPL-3.0 §13 and AGPL-3.0 §13.
"""

from functools import cache

from osk_scan.licenses._question import AGPL, GNU, GPL, LGPL, LINKED, ONE_WORK, Opinion, Question, named

_VERSIONS = {"GPL": ("1.0", "2.0", "3.0", "later"), "LGPL": ("2.0", "2.1", "3.0", "later"), "AGPL": ("3.0", "later")}
Form = tuple[str, str]
"""A family and a version."""


@cache
def forms(license_id: str) -> tuple[Form, ...]:
    """Return the licenses that an identifier stands for: one version, or with -or-later all from it on."""
    family, version, end = license_id.split("-", 2)
    versions = _VERSIONS[family]
    first = versions.index(version)
    return tuple((family, v) for v in (versions[first:] if end == "or-later" else versions[first : first + 1]))


@cache
def grants(license_id: str) -> frozenset[Form]:
    """Return all that a license may become: itself, and from the LGPL the GPL."""
    own = forms(license_id)
    granted = set(own)
    if ("LGPL", "2.0") in own or ("LGPL", "2.1") in own:
        granted |= {("GPL", "2.0"), ("GPL", "3.0"), ("GPL", "later")}
    if ("LGPL", "3.0") in own:
        # The FAQ's row for LGPLv3 says OK under "GPLv3 or later", without its note on -only code.
        granted |= {("GPL", "3.0"), ("GPL", "later")}
    return frozenset(granted)


def opinion(question: Question) -> Opinion | None:
    """Return what the matrix says of two GNU licenses in one work."""
    if question.inbound not in GNU or question.outbound not in GNU or question.relation not in ONE_WORK:
        return None
    return _answer(question.outbound, question.inbound, linked=question.relation in LINKED)


@cache
def _answer(outbound: str, inbound: str, *, linked: bool) -> Opinion:
    if linked and outbound in LGPL and inbound in LGPL:
        return named("gnu-libraries")
    if (outbound in AGPL) != (inbound in AGPL):
        return _affero(outbound, inbound, linked=linked)
    offered, granted = forms(outbound), grants(inbound)
    if granted.issuperset(offered):
        return named("gnu-ok")
    if offered[0] in granted:
        return named("gnu-one-version")
    if any(form in granted for form in offered):
        return named("gnu-upgrade")
    return named("gnu-becomes") if outbound in LGPL and inbound in GPL else named("gnu-no")


def _affero(outbound: str, inbound: str, *, linked: bool) -> Opinion:
    """Answer for one side under the AGPL: section 13 of both licenses joins version 3 to version 3."""
    other = inbound if outbound in AGPL else outbound
    third = ("GPL", "3.0") in (grants(other) if other == inbound else forms(other))
    if not third or outbound in LGPL:
        return named("gnu-no")
    if ("GPL", "2.0") in forms(outbound):
        return named("affero-upgrade")
    return named("affero-linked") if linked else named("affero-merged")
