"""Give lists a page at a time: the answer names the next page, which begins where this one ends."""

from collections.abc import Callable, Sequence
from typing import Annotated, Generic, TypeVar

from msgspec import Meta, Struct
from starlette.responses import Response

from osk_scan.web.call import json_answer

T = TypeVar("T")
Kept = TypeVar("Kept")

Limit = Annotated[int, Meta(ge=1, le=1000)]
Number = Annotated[int, Meta(ge=-1, le=1 << 53)]
"""A row's number; the bound is what JSON carries exactly."""


class PageQuery(Struct, frozen=True, forbid_unknown_fields=True):
    """Which page of a list, newest first."""

    limit: Limit = 100
    before: Number | None = None
    """Only what stands behind this number: `next` of the page before."""


class Page(Struct, Generic[T], frozen=True):
    """One page of a list."""

    items: tuple[T, ...]
    next: int | None
    """Number to ask the next page with; None: this is the last."""


def paged(
    asked: PageQuery,
    found: Sequence[Kept],
    number: Callable[[Kept], int],
    told: Callable[[Kept], T],
) -> Response:
    """Return one page of what was read one further than the page is long."""
    shown = found[: asked.limit]
    following = number(shown[-1]) if len(found) > asked.limit else None
    return json_answer(Page(tuple(told(each) for each in shown), following))
