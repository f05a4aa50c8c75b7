"""The situation a license is judged in: how a system is provided, and how it uses a component."""

from enum import StrEnum
from functools import cache
from pathlib import Path

from msgspec import Struct

from osk_scan.errors import InvalidPolicy
from osk_scan.licenses._compiled_policy import load_policy
from osk_scan.model import Context, Relation, Scope, Wording
from osk_scan.shipped import rules_folder


class Provisioning(StrEnum):
    """How the work reaches others; only handing it on, or what a license treats as that, brings duties."""

    INTERNAL = "internal"
    SERVICE = "service"
    BINARY = "binary"
    SOURCE = "source"
    UNKNOWN = "unknown"
    """Over a network, but whether as a service or as a copy that is handed on, nobody has said."""


RELATION_NAMES = {relation.name.lower().replace("_", "-"): relation for relation in Relation}
"""As rules and command lines write them: `separate-process`."""


class ContextRule(Struct, frozen=True, forbid_unknown_fields=True):
    """What a deployment context means for licenses."""

    title: Wording
    provisioning: Provisioning
    provisionings: dict[str, Provisioning] = {}
    """Package URL types whose packages reach others in another way than the system itself."""
    outbound: str | None = None
    """License the system is given away under, unless it says its own."""


class _Defaults(Struct, frozen=True, forbid_unknown_fields=True):
    contexts: dict[Context, ContextRule]
    scopes: dict[str, str]
    bundles: tuple[str, ...]
    types: dict[str, tuple[str, ...]]
    otherwise: str


class Contexts(Struct, frozen=True):
    """The contexts and the default relations of `rules/contexts.yaml`."""

    rules: dict[Context, ContextRule]
    by_scope: dict[Scope, Relation]
    bundles: frozenset[str]
    by_type: dict[str, Relation]
    otherwise: Relation


def load_contexts(path: Path) -> Contexts:
    """Return the contexts of one policy file.

    Raises:
        InvalidPolicy: for unknown keys, an unknown relation, scope or type, a type named twice, or a missing context.
    """
    policy = load_policy(path, _Defaults)
    missing = [context.value for context in Context if context not in policy.contexts]
    if missing:
        raise InvalidPolicy(path.name, f"context {missing[0]} is not described", "describe all four contexts")
    by_type: dict[str, Relation] = {}
    for name, types in policy.types.items():
        for type_ in types:
            if type_ in by_type:
                raise InvalidPolicy(path.name, f"type {type_} has two relations", "keep one")
            by_type[type_] = relation_named(name, path.name)
    for type_ in (*policy.bundles, *(one for rule in policy.contexts.values() for one in rule.provisionings)):
        if type_ not in by_type:
            raise InvalidPolicy(path.name, f"type `{type_}` has no relation", "correct it, or list it under `types`")
    by_scope = {_scope_named(s, path.name): relation_named(r, path.name) for s, r in policy.scopes.items()}
    otherwise = relation_named(policy.otherwise, path.name)
    return Contexts(policy.contexts, by_scope, frozenset(policy.bundles), by_type, otherwise)


def relation_named(name: str, where: str = "relation") -> Relation:
    """Return the relation that `name` writes.

    Raises:
        InvalidPolicy: where there is none of that name.
    """
    try:
        return RELATION_NAMES[name]
    except KeyError:
        raise InvalidPolicy(where, f"`{name}` is no relation", f"use one of {', '.join(RELATION_NAMES)}") from None


def _scope_named(name: str, where: str) -> Scope:
    try:
        return Scope[name.upper()]
    except KeyError:
        names = ", ".join(scope.name.lower() for scope in Scope)
        raise InvalidPolicy(where, f"`{name}` is no scope", f"use one of {names}") from None


@cache
def contexts() -> Contexts:
    """Return the contexts that ship."""
    return load_contexts(rules_folder() / "contexts.yaml")


def provisioning_of(context: Context) -> Provisioning:
    """Return how a system in `context` reaches others."""
    return contexts().rules[context].provisioning


def outbound_of(context: Context, stated: str | None) -> str | None:
    """Return the license a system is given away under: its own, else what its context supposes."""
    return stated or contexts().rules[context].outbound


def provisioning_for(context: Context, purl_type: str | None, scope: Scope) -> Provisioning:
    """Return how a component of a system in `context` reaches others, unless a decision says otherwise.

    What only development, builds or tests need is never handed on in another way than the system.
    """
    known = contexts()
    rule = known.rules[context]
    return rule.provisioning if scope in known.by_scope else rule.provisionings.get(purl_type or "", rule.provisioning)


def default_relation(purl_type: str | None, scope: Scope, provisioning: Provisioning) -> Relation:
    """Return how a component is used, unless a document or a decision says otherwise: by scope, then by type."""
    known = contexts()
    if scope in known.by_scope:
        return known.by_scope[scope]
    relation = known.by_type.get(purl_type or "", known.otherwise)
    sent_whole = provisioning is Provisioning.BINARY and purl_type in known.bundles
    return bundled(relation) if sent_whole else relation


def bundled(relation: Relation) -> Relation:
    """Return how a component is used in a bundle: what would be loaded at run time is part of it."""
    return Relation.STATIC if relation is Relation.DYNAMIC else relation
