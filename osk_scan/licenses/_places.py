"""A web address to the license that lies there."""

import re
from urllib.parse import unquote

from osk_scan.licenses._answer import Answer
from osk_scan.licenses._names import read_name
from osk_scan.licenses._restrictions import read_restriction
from osk_scan.licenses._table import knowledge
from osk_scan.licenses._urls import address

_LISTS = re.compile(
    r"(?:spdx\.org/licenses|opensource\.org/licenses?|choosealicense\.com/licenses|(?:[a-z]+\.)?nuget\.org"
    r"|directory\.fsf\.org/wiki/license:|api\.github\.com/licenses|scancode-licensedb\.aboutcode\.org|(?:enterprise\.)?dejacode\.com/licenses/public"
    r"|gnu\.org/(?:licenses|copyleft)(?:/old-licenses)?|eclipse\.org/(?:legal|org/documents)"
    r"|mozilla\.org/(?:media/)?(?=mpl)|apache\.org/licen[sc]es|tldrlegal\.com/license|(?:[a-z-]+\.(?:m\.)?)?wikipedia\.org/wiki"
    r"|fsf\.org/licensing/licenses|creativecommons\.org/licenses(?=/(?:l?gpl|bsd|mit)(?:/|$)))[/:]?(?P<name>.+)"
)  # fmt: skip
_CREATIVE_COMMONS = re.compile(
    r"(?:(?:i\.)?creativecommons\.org/(?:l|licenses)|licensebuttons\.net/l)/(?:(?P<elements>(?:(?:by|nc|nd|sa)[-/])+)(?P<version>\d\.\d)"
    r"(?:/(?P<country>[a-z]{2,3})(?=/|$))?|(?P<zero>zero)/1\.0)|creativecommons\.org/publicdomain/(?P<kind>zero|mark)/1\.0"
)
_LIMITED_COMMONS = re.compile(r"(?:creativecommons\.org/licenses|licensebuttons\.net/l)/[a-z-]*\bn[cd]\b")
"""Texts of Creative Commons that SPDX does not list, for which it is enough to know that they are not open."""
_REPOSITORY_FILE = re.compile(
    r"(?:nuget\.org/packages/[^/]+/[^/]+/(?=license)|github\.com/[^/]+/[^/]+/(?:blob|raw|tree)/|raw\.github(?:usercontent)?\.com/|(?:[^/]*gitlab[^/]*|codeberg\.org|"
    r"bitbucket\.org)/.+/(?:blob|raw|src)/).*(?:licen[sc]e|copying|copyright|notice|readme)"
)
_TERMS = re.compile(
    r"(?:eula|(?:library|software)[-_]?licen[sc]e|licen[sc]e[-_]?agreement)s?(?![a-z])|(?<![a-z])(?:(?<!\.org/)terms|technetwork"
    r"|downloads/licen[sc]es|intellectual-?property|tos|agb|no-(?:licen[sc]e|permission)|end-user|pricing|proprietary|commercial"
    r"|nutzungsbedingungen|(?:licen[sc]e)?[-_]?agreement|legal/.*(?:user|licen[sc]es?))(?![a-z])"
)
"""Pages of a vendor's terms; a foundation's own terms are those of its open licenses."""
_WIKI = "fedoraproject.org/wiki/licensing"
_DOTTED_CODE = re.compile(r"\.([0-9a-f]{2})")
"""How wikis write what no anchor may hold: a percent code with a stop for the sign."""
_VARIANT = re.compile(r"\(mit variant\)|\bvariants?\b|\bmodern style\b|\bstyle$|[()]")
"""What the titles of sections say beside the name."""
_SUFFIXED = re.compile(r"/(?:licen[sc]e|copying)[-_.](?P<name>[^/?#]+)$")
_DOCUMENT_WORDS = re.compile(r"(?:[-_.](?:standalone|legalcode|licen[sc]e|php|txt|html))+$")


def read_url(url: str, ecosystem: str) -> Answer | None:
    """Return what an address says, or None where nothing is known of it."""
    place = address(url)
    if place.startswith("aka.ms/deprecatelicenseurl"):
        return Answer(("@noassertion",), "url-says-nothing")
    own = _own(place)
    if own:
        return Answer(tuple(own.split("|")), "url")
    listed = _listed(place, ecosystem)
    if listed and len(listed.expressions) == 1:
        return listed
    return _creative_commons(place) or _known(place) or listed or _wiki(place, ecosystem) or _by_kind(place)


def _own(place: str) -> str | None:
    """Return what our own table says of a page, or of the page around a section that no list knows."""
    addresses = knowledge().addresses
    return addresses.get(place) or (None if place in knowledge().urls else addresses.get(_page(place)))


def _page(place: str) -> str:
    """Return the page around a section; on Fedora's license wiki each section is another license."""
    return place if place.startswith(_WIKI) else place.partition("#")[0]


def nuget_expression(url: str) -> str | None:
    """Return the expression that an address of NuGet's license page is made from."""
    head, page, expression = url.partition("licenses.nuget.org/")
    return unquote(expression) if page and head.lower() in ("", "http://", "https://") else None


def _known(place: str) -> Answer | None:
    urls = knowledge().urls
    for spelled in (place, _page(place), place.partition("?")[0]):
        if spelled in urls:
            return Answer(tuple(urls[spelled].split("|")), "url")
    return None


def _creative_commons(place: str) -> Answer | None:
    parts = _CREATIVE_COMMONS.match(place)
    if not parts:
        return None
    if parts["elements"] is None:
        return Answer(("CC-PDM-1.0" if parts["kind"] == "mark" else "CC0-1.0",), "url-creative-commons")
    elements = sorted(parts["elements"].rstrip("/").split("-"))
    plain = f"cc-{'-'.join(elements)}-{parts['version']}"
    found = knowledge().ids.get(f"{plain}-{parts['country']}") or knowledge().ids.get(plain)
    return Answer((found,), "url-creative-commons") if found else None


def _listed(place: str, ecosystem: str) -> Answer | None:
    """Return the license whose name ends the address of a license list."""
    parts = _LISTS.match(place)
    if not parts:
        return None
    listed = parts["name"].partition("?")[0].rstrip("/")
    section = listed.partition("#")[2]
    titled = read_name(_undotted(section), ecosystem) if section else None
    if titled and len(titled.expressions) == 1:
        return Answer(titled.expressions, "url-of-license-list")
    name = _DOCUMENT_WORDS.sub("", listed)
    ids = knowledge().ids
    exact = ids.get(listed) or ids.get(name) or ids.get(name.partition("#")[0])
    if exact:
        return Answer((exact,), "url-of-license-list")
    steps = name.split("/")
    for first in range(len(steps)):
        found = read_name(" ".join(steps[first:]).replace("_", " "), ecosystem)
        if found:
            return Answer(found.expressions, "url-of-license-list")
    return None


def _wiki(place: str, ecosystem: str) -> Answer | None:
    """Return the license whose name is the title of a page of Fedora's license wiki, or of a section there."""
    title = place.removeprefix(_WIKI).lstrip("/:")
    if title == place:
        return None
    page, _, section = title.partition("#")
    if section:
        return _wiki_section(section, ecosystem)
    title = page.replace("_", " ")
    found = read_name(title, ecosystem) or read_name(title.removesuffix("license"), ecosystem)
    return Answer(found.expressions, "url-of-license-list") if found else None


def _wiki_section(section: str, ecosystem: str) -> Answer | None:
    """Return the one license that a section is titled with (`PostgreSQL_License_.28MIT_Variant.29`)."""
    return _one_license(_VARIANT.sub(" ", _undotted(section)), ecosystem, "url-of-license-list")


def _undotted(section: str) -> str:
    """Return the title that an anchor of a wiki is made from."""
    return unquote(_DOTTED_CODE.sub(r"%\1", section)).replace("_", " ")


def _by_kind(place: str) -> Answer | None:
    if place.endswith("mit-license.org"):
        return Answer(("MIT",), "url")
    if _LIMITED_COMMONS.match(place):
        return Answer(("@source-available",), "url-creative-commons")
    if _REPOSITORY_FILE.match(place):
        return _named_after(place) or _suffixed(place) or Answer(("@file-ref",), "url-of-file")
    return _named_after(place) or (_read_terms(place) if _TERMS.search(place) else None)


def _read_terms(place: str) -> Answer:
    """Return the class of a page of terms: source-available where it names such a license, else proprietary."""
    named = read_restriction(place)
    return Answer(named.expressions if named else ("@proprietary",), "url-of-terms")


def _suffixed(place: str) -> Answer | None:
    """Return the license that a license file is told apart by (`LICENSE-MIT`)."""
    file = _SUFFIXED.search(place)
    return _one_license(file["name"], "", "file-named-after-license") if file else None


def _named_after(place: str) -> Answer | None:
    """Return the license that the document is named after, where the name says exactly one, with its version."""
    name = place.partition("?")[0].rpartition("/")[2]
    return _one_license(name, "", "file-named-after-license") if any(map(str.isdigit, name)) else None


def _one_license(name: str, ecosystem: str, how: str) -> Answer | None:
    """Return the license that a name says, where it says exactly one."""
    found = read_name(name, ecosystem)
    if found is None or len(found.expressions) > 1 or found.expressions[0].startswith("@"):
        return None
    return Answer(found.expressions, how)
