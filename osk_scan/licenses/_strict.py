"""Text that already is an SPDX expression: known or legal identifiers, written as the list writes them."""

import re

from osk_scan.licenses._answer import Answer
from osk_scan.licenses._table import knowledge
from osk_scan.licenses.algebra import (
    Expression,
    Leaf,
    License,
    UnreadableExpression,
    With,
    all_of,
    any_of,
    flat_list,
    fold,
    parse_expression,
    render,
)  # fmt: skip

_LOOKS_LIKE = re.compile(
    r"[\s()](?:and|or|with)[\s()]|^[\w.:-]+\+$|^\(|^(?:licenseref|documentref)-|^no(?:ne|assertion)$", re.IGNORECASE
)
_BEGINNINGS = ("licenseref-", "documentref-", "none", "noassertion")
_OWN = re.compile(r"(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+", re.IGNORECASE)
_OWN_EXCEPTION = re.compile(r"(?:DocumentRef-[A-Za-z0-9.-]+:)?(?:Addition|License)Ref-[A-Za-z0-9.-]+", re.IGNORECASE)


class _Unknown(Exception):
    """An identifier is neither known nor legal."""


def read_strict(text: str) -> Answer | None:
    """Return the canonical expression of `text`, or None where it is none or holds an unknown identifier."""
    if " " not in text and "(" not in text and "+" not in text:
        return read_identifier(text)
    if not _may_be_expression(text, text.lower()) or not _begins_with_identifier(text):
        return None
    try:
        canonical = _listed(text) or (_LOOKS_LIKE.search(text) and _expression(text))
    except (UnreadableExpression, _Unknown):
        return None
    return Answer((canonical,), "spdx-expression") if canonical else None


def read_identifier(text: str) -> Answer | None:
    """Return the license that `text` is the known or legal identifier of."""
    lowered = text.lower()
    known = knowledge().ids.get(lowered)
    if known is None and "ef-" in lowered and lowered not in knowledge().exception_ids and _OWN.fullmatch(text):
        known = text
    return Answer((known,), "spdx-id") if known else None


def _listed(text: str) -> str | None:
    """Return a list of identifiers in the list's spelling; None for other expressions and names of several licenses."""
    listed = flat_list(text)
    if listed is None:
        return None
    known = dict.fromkeys(map(_license, listed[1]))
    return None if any(" " in one for one in known) else f" {listed[0]} ".join(known)


def _expression(text: str) -> str:
    return render(fold(parse_expression(text), _canonical, all_of, any_of))


def _may_be_expression(text: str, lowered: str) -> bool:
    """Return whether there is a parenthesis in front, a `+` at the end, or what may be an operator."""
    return text[0] == "(" or text[-1] == "+" or "or" in lowered or "and" in lowered or "with" in lowered


def _begins_with_identifier(text: str) -> bool:
    """Return whether the first license may be one: most names are no expressions, and this is cheap to see."""
    word = (text.lstrip("( ").split(None, 1) or [""])[0].rstrip(")+").lower()
    return word in knowledge().ids or word.startswith(_BEGINNINGS)


def _canonical(leaf: Leaf) -> Expression:
    if isinstance(leaf, With):
        base = parse_expression(_license(leaf.license.id))
        if not isinstance(base, License):
            raise _Unknown
        return With(base, _exception(leaf.exception))
    return parse_expression(_license(leaf.id))


def _license(written: str) -> str:
    ids = knowledge().ids
    known = ids.get(written.lower())
    if known:
        return known
    if written.endswith("+") and written[:-1].lower() in ids:
        base = ids[written[:-1].lower()]
        if base.endswith(("-only", "-or-later")):
            return f"{base.removesuffix('-only').removesuffix('-or-later')}-or-later"
        return f"{base}+"
    if written.upper() in ("NONE", "NOASSERTION"):
        return written.upper()
    if _OWN.fullmatch(written) and written.lower() not in knowledge().exception_ids:
        return written
    raise _Unknown


def _exception(written: str) -> str:
    """Return the exception as the list writes it; SPDX 3 has references of one's own for exceptions as well."""
    known = knowledge().exception_ids.get(written.lower())
    if known or (_OWN_EXCEPTION.fullmatch(written) and written.lower() not in knowledge().ids):
        return known or written
    raise _Unknown
