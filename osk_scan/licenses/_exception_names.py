"""A license WITH its exception as people write it: where the exception begins in a text, and which one it is."""

import re

from osk_scan.licenses._answer import Answer
from osk_scan.licenses._restrictions import restricts
from osk_scan.licenses._table import knowledge
from osk_scan.licenses._words import exception_words, key, words

_WITH = re.compile(
    r"\s*(?:,?\s*\bwith\b(?:\s+the\b)?|\bw/|-with-|\+(?=\s*(?:ce|cpe)\b)|\s\+(?=\s[\w-]+(?:\s[\w-]+)?\s+exception))\s*",
    re.IGNORECASE,
)
_INCLUDES = re.compile(
    r"(?:,?\s+includ(?:es|ing)\s+the\s+(?=.*\bexception)|\s+(?:and|&|plus)\s+(?:the\s+)?(?=[\w-]+\s+exception\s*$))",
    re.IGNORECASE,
)
"""`GPL v2 and Classpath Exception`: an exception alone is no license to apply as well."""
_GLUED_EXCEPTION = re.compile(r"(?<=[\d+.])-(?=[a-z\d]+-exceptions?$)", re.IGNORECASE)
"""`GPL-2+-autoconf-exception`, as Debian's copyright files write it."""
_SHORT_EXCEPTIONS = {"ce": "classpath", "cpe": "classpath"}
_EXCEPTION = re.compile(r"exception|\badditional\s+permissions?\b", re.IGNORECASE)
_NAMED_EXCEPTION = re.compile(r"\s*(?:an?\s+|the\s+)?[\w./+-]+(?:\s+[\w./+-]+)?\s+exceptions?\s*", re.IGNORECASE)
_GNU = re.compile(r"[AL]?GPL-")
_UNNAMED = frozenset({"some", "static", "additional", "permission", "permissions"})
_WIDEST = (
    ("GPL-", "Classpath-exception-2.0"),
    ("LGPL-2", "OCaml-LGPL-linking-exception"),
    ("LGPL-3", "LGPL-3.0-linking-exception"),
    ("AGPL-", "GPL-3.0-linking-exception"),
    ("Apache-", "Swift-exception"),
)
"""The start of an identifier, and the exception in use that permits most under it."""


def split_at_exception(text: str) -> tuple[str, str] | None:
    """Return the license and what is said of its exception, or None where nothing begins one."""
    lowered = text.lower()
    match = _WITH.search(text) if "with" in lowered or "w/" in lowered or "+" in text else None
    if not match and "exception" in lowered:
        match = _GLUED_EXCEPTION.search(text) or _INCLUDES.search(text)
    return (text[: match.start()].strip(" ,"), text[match.end() :]) if match and match.start() else None


def read_exception(base: Answer, said: str, ecosystem: str) -> Answer | None:
    """Return the licenses of `base` with the exception that `said` names, or None where it is not read."""
    name = exception_words(said)
    if _UNNAMED.issuperset(name.split()) and _EXCEPTION.search(said):
        return Answer(_any_exception(base.expressions), "exception-unnamed")
    if name == "commons clause":
        return Answer(
            tuple(f"{one} AND LicenseRef-scancode-commons-clause" for one in base.expressions), "commons-clause"
        )
    own = knowledge().short_names.get(ecosystem, {}).get(key(said)) if "exception" in said.lower() else None
    listed = knowledge().exception_ids.get("-".join(said.lower().split()))
    found = listed or own or knowledge().exceptions.get(_SHORT_EXCEPTIONS.get(name, name))
    if not found and _ends_as_exception(said) and all(map(_GNU.match, base.expressions)):
        return Answer(_any_exception(base.expressions), "exception-unknown")
    if not found:
        return None
    pairs = (f"{one} WITH {exception}" for one in base.expressions for exception in _fitting(one, found, said))
    return Answer(tuple(pairs), "license-with-exception")


def _ends_as_exception(said: str) -> bool:
    """Return whether an exception is named that no list has, and nothing beside it."""
    return bool(_NAMED_EXCEPTION.fullmatch(said)) and not restricts(said)


def _fitting(license_id: str, exceptions: str, text: str) -> list[str]:
    """Return the exceptions to this family, of the said version, else of the license's own major version, else all."""
    every = exceptions.split("|")
    if len(every) == 1:
        return every
    family = license_id.partition("-")[0].lower()
    every = [one for one in every if _exception_to(one) in (family, "")] or every
    if len({exception_words(one.removeprefix("LicenseRef-scancode-")) for one in every}) > 1:
        return every  # several exceptions, not several versions of one
    numbers = {word for word in words(text) if word[0].isdigit()}
    versions = {one: next((word for word in words(one) if word[0].isdigit()), "") for one in every}
    said = [one for one in every if versions[one] in numbers]
    major = next((word[0] for word in words(license_id) if word[0].isdigit()), "")
    return said or [one for one in every if versions[one][:1] in (major, "")] or every


def _exception_to(exception: str) -> str:
    """Return the GNU family that the exception's own name speaks of."""
    return next((word for word in words(exception) if word in ("gpl", "lgpl", "agpl")), "")


def _any_exception(bases: tuple[str, ...]) -> tuple[str, ...]:
    """Return what an exception without a name may come to: nothing, or the widest permission in use."""
    widest = [f"{one} WITH {exception}" for one in bases for family, exception in _WIDEST if one.startswith(family)]
    return (*bases, *widest)
