"""What clients of the compatible API write in tags and truth values, and what it means here.

A tag `agency:<name>` names the agency, `source:<name>` which part of the system the document is, `context:<context>`
and `outbound:<license>` what happens with the system.
"""

from collections.abc import Iterable

from msgspec import Struct

from osk_scan.model import Context
from osk_scan.pipeline.access import Caller
from osk_scan.web.errors import Forbidden, RefusedCall

_OURS = ("agency:", "source:", "context:", "outbound:")


class Tag(Struct, frozen=True):
    """A tag in a JSON body."""

    name: str


Tags = str | tuple[Tag | str, ...]
"""A list in JSON, names with commas in a form."""


def tag_names(tags: Tags) -> tuple[str, ...]:
    """Return the names of tags, however they were sent."""
    if isinstance(tags, str):
        return tuple(name.strip() for name in tags.split(",") if name.strip())
    return tuple(tag if isinstance(tag, str) else tag.name for tag in tags)


def plain_tags(names: Iterable[str]) -> tuple[str, ...]:
    """Return the tags that mean nothing to us; they are kept as they are."""
    return tuple(name for name in names if not name.startswith(_OURS))


def tagged(names: Iterable[str], key: str) -> str | None:
    """Return what stands behind `key:` in a tag."""
    return next((name.partition(":")[2].strip() for name in names if name.startswith(f"{key}:")), None) or None


def agency_of(caller: Caller, names: Iterable[str], parent: str | None) -> str:
    """Return the agency that a project belongs to: the key's own, else the tag's or the parent's.

    Raises:
        Forbidden: where the tag names another agency than the key's.
        RefusedCall: where a key for the whole portfolio names none.
    """
    named = tagged(names, "agency")
    if caller.agency is not None:
        if named not in (None, caller.agency):
            raise Forbidden("project", f"the key is not of agency {named}", "use a key of that agency")
        return caller.agency
    if named or parent:
        return str(named or parent)
    raise RefusedCall("project", "no agency is named", "send a tag `agency:<name>` or the agency as the parent's name")


def context_of(names: Iterable[str]) -> Context | None:
    """Return the situation that a tag names.

    Raises:
        RefusedCall: for one that does not exist.
    """
    said = tagged(names, "context")
    try:
        return Context(said) if said else None
    except ValueError:
        raise RefusedCall("tag", f"context:{said} is unknown", f"name one of {', '.join(Context)}") from None
