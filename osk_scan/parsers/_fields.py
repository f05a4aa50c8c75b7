"""The fields of a component, as keyword arguments that the type checker knows."""

from typing import NotRequired, Required, TypedDict

from osk_scan.model import CommercialTerms, Kind, Scope, Stated


class ComponentFields(TypedDict):
    """Keyword arguments of `Gathering.add`; see `model.Component` for what each means."""

    ref: Required[str]
    name: Required[str]
    where: Required[str]
    namespace: NotRequired[str | None]
    version: NotRequired[str | None]
    version_is_range: NotRequired[bool]
    purl: NotRequired[str | None]
    vendor: NotRequired[str | None]
    kind: NotRequired[Kind]
    scope: NotRequired[Scope]
    declared: NotRequired[tuple[str, ...] | None]
    concluded: NotRequired[tuple[str, ...] | None]
    observed: NotRequired[tuple[str, ...] | None]
    commercial: NotRequired[tuple[CommercialTerms, ...]]
    identifiers: NotRequired[tuple[str, ...]]
    stated: NotRequired[Stated]
    installations: NotRequired[int]
