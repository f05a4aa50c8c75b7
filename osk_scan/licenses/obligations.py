"""What must be done when a system is passed on or offered: duties per license and situation, with the clause."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct

from osk_scan.errors import InvalidPolicy
from osk_scan.licenses import _grants
from osk_scan.licenses._settling import settled
from osk_scan.licenses.algebra import Leaf, License, leaves
from osk_scan.licenses.categories import Copyleft, category
from osk_scan.licenses.choice import Choice, Used
from osk_scan.licenses.contexts import Provisioning, relation_named
from osk_scan.model import Relation, Wording
from osk_scan.shipped import rules_folder
from osk_scan.yaml_reading import load_policy

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


class Obligations(Struct, frozen=True):
    """All that is to be done for a system."""

    summary: tuple[tuple[Obligation, tuple[str, ...]], ...]
    """Each obligation with the components it holds for, by duty, then license."""
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
    rules = _by_license().get(license_id)
    if rules is None:
        unsaid = not _grants.known(license_id) or _grants.group(license_id) is not None
        rules = None if unsaid else _policy().by_copyleft.get(category(license_id).copyleft)
    if rules is None:
        return None
    arising = [rule for rule in rules if rule.arises(relation, provisioning, modified=modified)]
    return tuple(Obligation(rule.duty, license_id, rule.clause, _policy().duties[rule.duty]) for rule in arising)


def obligations_for(choice: Choice, used: Sequence[Used], provisioning: Provisioning) -> Obligations:
    """Return what is to be done for a system whose licenses were chosen as in `choice`."""
    owed: dict[Obligation, list[str]] = {}
    unknown: list[str] = []
    for one, chosen in zip(used, choice.components, strict=True):
        for leaf in leaves(settled(chosen.license)):
            duties = obligations_of(_id(leaf), one.relation, provisioning, modified=one.modified)
            if duties is None:
                unknown.append(one.ref)
            for duty in duties or ():
                owed.setdefault(duty, []).append(one.ref)
    order = {duty: number for number, duty in enumerate(_policy().duties)}
    summary = sorted(owed.items(), key=lambda item: (order[item[0].duty], item[0].license, item[0].clause))
    return Obligations(
        tuple((duty, tuple(dict.fromkeys(refs))) for duty, refs in summary), tuple(dict.fromkeys(unknown))
    )


def _id(leaf: Leaf) -> str:
    return leaf.id if isinstance(leaf, License) else leaf.license.id
