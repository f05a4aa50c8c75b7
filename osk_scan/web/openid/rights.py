"""Turn the groups of an ID token into rights at the desk: nothing that the operator did not map gives any."""

from collections.abc import Mapping

from msgspec import Struct

from osk_scan.pipeline.access import Role
from osk_scan.web.errors import RefusedLogin
from osk_scan.web.openid.settings import OpenIdSettings


class Rights(Struct, frozen=True):
    """Whose data somebody sees, and what they may do with it."""

    agency: str | None
    """None: the whole portfolio."""
    roles: tuple[Role, ...]


def rights_of(claims: Mapping[str, object], settings: OpenIdSettings) -> Rights:
    """Return the rights of whom `claims` are about.

    Raises:
        RefusedLogin: where no group is mapped to an agency and a role, or groups are mapped to several agencies.
    """
    groups = _groups(claims, settings.claim)
    agencies = {settings.agencies[group] for group in groups if group in settings.agencies}
    everything = not groups.isdisjoint(settings.portfolio)
    roles = {settings.roles[group] for group in groups if group in settings.roles}
    if everything:
        roles -= {Role.UPLOADER}  # who hands documents in does so for one agency
    if not roles or not (agencies or everything):
        raise RefusedLogin("account", "no agency and role are mapped to it", "ask those who run the desk", "unmapped")
    if len(agencies) > 1 and not everything:
        raise RefusedLogin("account", "several agencies are mapped to it", "ask those who run the desk", "ambiguous")
    return Rights(None if everything else agencies.pop(), tuple(sorted(roles)))


def _groups(claims: Mapping[str, object], steps: tuple[str, ...]) -> set[str]:
    found: object = claims
    for step in steps:
        found = found.get(step) if isinstance(found, Mapping) else None
    listed = found if isinstance(found, list) else [found]
    return {group for group in listed if isinstance(group, str)}
