"""What must be done when a system is passed on or offered: duties per license and situation, with the clause."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from osk_scan.errors import InvalidPolicy
from osk_scan.licenses import _grants
from osk_scan.licenses._compiled_policy import load_policy
from osk_scan.licenses._settling import settled
from osk_scan.licenses.algebra import Leaf, License, leaves
from osk_scan.licenses.categories import Copyleft, category
from osk_scan.licenses.choice import Choice, Used
from osk_scan.licenses.contexts import Provisioning, bundled, relation_named
from osk_scan.model import Relation, Wording
from osk_scan.shipped import rules_folder

Condition = Literal["handed-on", "modified"]
CONDITIONS: dict[tuple[Condition, ...], Wording] = {
    (): Wording("In jedem Fall", "In any case"),
    ("handed-on",): Wording("Falls an Browser ausgeliefert", "If sent to browsers"),
    ("modified",): Wording("Falls verändert", "If modified"),
    ("handed-on", "modified"): Wording(
        "Falls verändert und an Browser ausgeliefert", "If modified and sent to browsers"
    ),
}
"""What obligations may depend on, in words."""

_NOT_HANDED_ON = (Relation.BUILD_TOOL, Relation.TEST)


class DutyRule(Struct, frozen=True, forbid_unknown_fields=True):
    """One duty of a license, and when it arises."""

    duty: str
    on: frozenset[Provisioning]
    clause: str
    modified: bool = False
    relations: tuple[str, ...] = ()

    def arises(self, relation: Relation, provisioning: Provisioning, *, modified: bool) -> bool:
        """Whether the situation brings the duty."""
        return (
            provisioning in self.on
            and (modified or not self.modified)
            and (not self.relations or relation in {relation_named(name, self.duty) for name in self.relations})
        )


class _Licenses(Struct, frozen=True, forbid_unknown_fields=True):
    licenses: tuple[str, ...]
    duties: tuple[DutyRule, ...]


class ObligationPolicy(Struct, frozen=True, forbid_unknown_fields=True):
    """What `rules/license_obligations.yaml` says: duties in words, and which license asks which of them."""

    duties: dict[str, Wording]
    licenses: tuple[_Licenses, ...]
    by_copyleft: dict[Copyleft, tuple[DutyRule, ...]]


class Obligation(Struct, frozen=True):
    """One thing to do, for which license, by which clause."""

    duty: str
    license: str
    clause: str
    text: Wording
    only_if: tuple[Condition, ...] = ()
    """What it depends on, of which nobody has said; empty: it is to be done in any case."""


class Obligations(Struct, frozen=True):
    """All that is to be done for a system."""

    summary: tuple[tuple[Obligation, tuple[str, ...]], ...]
    """Each obligation with the components it holds for: what is sure first, then by duty and license."""
    unknown: tuple[str, ...]
    """Components whose license is not known: what they ask cannot be said."""


def load_obligations(path: Path) -> ObligationPolicy:
    """Return the obligations of one policy file.

    Raises:
        InvalidPolicy: for a duty that is not described, an unknown relation, or a license that is listed twice.
    """
    policy = load_policy(path, ObligationPolicy)
    seen: set[str] = set()
    for entry in policy.licenses:
        for license_id in entry.licenses:
            if license_id in seen:
                raise InvalidPolicy(path.name, f"{license_id} is listed twice", "keep one")
            seen.add(license_id)
    rules = [rule for entry in policy.licenses for rule in entry.duties]
    for rule in [*rules, *(rule for scoped in policy.by_copyleft.values() for rule in scoped)]:
        if rule.duty not in policy.duties:
            raise InvalidPolicy(path.name, f"duty `{rule.duty}` is not described", "describe it under `duties`")
        if Provisioning.UNKNOWN in rule.on:
            raise InvalidPolicy(path.name, f"duty `{rule.duty}` is on `unknown`", "name service, binary or source")
        for name in rule.relations:
            relation_named(name, path.name)
    return policy


@cache
def _policy() -> ObligationPolicy:
    return load_obligations(rules_folder() / "license_obligations.yaml")


@cache
def _by_license() -> dict[str, tuple[DutyRule, ...]]:
    return {license_id: entry.duties for entry in _policy().licenses for license_id in entry.licenses}


@cache
def obligations_of(
    license_id: str, relation: Relation, provisioning: Provisioning, *, modified: bool = False
) -> tuple[Obligation, ...] | None:
    """Return what one license asks in one situation; None where that cannot be said."""
    if provisioning is Provisioning.INTERNAL or relation in _NOT_HANDED_ON:
        return ()
    if provisioning is Provisioning.UNKNOWN:
        return _either_way(license_id, relation, modified=modified)
    rules = _by_license().get(license_id)
    if rules is None:
        unsaid = not _grants.known(license_id) or _grants.group(license_id) is not None
        rules = None if unsaid else _policy().by_copyleft.get(category(license_id).copyleft)
    if rules is None:
        return None
    arising = [rule for rule in rules if rule.arises(relation, provisioning, modified=modified)]
    return tuple(Obligation(rule.duty, license_id, rule.clause, _policy().duties[rule.duty]) for rule in arising)


def _either_way(license_id: str, relation: Relation, *, modified: bool) -> tuple[Obligation, ...] | None:
    """Return what is owed for the service as it is, then what is owed beyond that if the component is handed on."""
    served = obligations_of(license_id, relation, Provisioning.SERVICE, modified=modified)
    handed_on = obligations_of(license_id, bundled(relation), Provisioning.BINARY, modified=modified)
    if served is None or handed_on is None:
        return None
    return (*served, *(replace(one, only_if=("handed-on",)) for one in handed_on if one not in served))


def obligations_for(choice: Choice, used: Sequence[Used], provisioning: Provisioning) -> Obligations:
    """Return what is to be done for a system whose licenses were chosen as in `choice`."""
    owed: dict[Obligation, list[str]] = {}
    unknown: list[str] = []
    for one, chosen in zip(used, choice.components, strict=True):
        for leaf in leaves(settled(chosen.license)):
            duties = _possible(_id(leaf), one, provisioning)
            if duties is None:
                unknown.append(one.ref)
            for duty in duties or ():
                owed.setdefault(duty, []).append(one.ref)
    order = {duty: number for number, duty in enumerate(_policy().duties)}
    conditions = list(CONDITIONS)
    summary = sorted(
        owed.items(),
        key=lambda item: (conditions.index(item[0].only_if), order[item[0].duty], item[0].license, item[0].clause),
    )
    return Obligations(
        tuple((duty, tuple(dict.fromkeys(refs))) for duty, refs in summary), tuple(dict.fromkeys(unknown))
    )


def _possible(license_id: str, used: Used, provisioning: Provisioning) -> tuple[Obligation, ...] | None:
    """Return what is owed, then what is owed beyond that if the component was modified: inventories do not say."""
    owed = obligations_of(license_id, used.relation, provisioning, modified=used.modified)
    changed = obligations_of(license_id, used.relation, provisioning, modified=True)
    if owed is None or changed is None:
        return None
    more = (one for one in changed if one not in owed)
    return (*owed, *(replace(one, only_if=(*one.only_if, "modified")) for one in more))


def _id(leaf: Leaf) -> str:
    return leaf.id if isinstance(leaf, License) else leaf.license.id
