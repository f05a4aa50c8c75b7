"""Resolve what packages say they need against what is installed: alternatives and virtual packages included."""

import re
from collections import Counter, defaultdict
from typing import NamedTuple

from osk_scan.model import Scope
from osk_scan.parsers._inventory import Gathering

_NEED = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9+._-]*)")


def debian_groups(relationship: str) -> tuple[tuple[str, ...], ...]:
    """Return the names of each group of which one is needed: `a (>= 1) | b, c:any` gives ((a, b), (c,)).

    Source: Debian Policy 4.7.0, section 7.1 (syntax of relationship fields).
    """
    groups = (tuple(_names(group)) for group in relationship.split(","))
    return tuple(group for group in groups if group)


def debian_provided(relationship: str) -> tuple[str, ...]:
    """Return the virtual packages that a Provides field names, without their versions."""
    return tuple(name for group in debian_groups(relationship) for name in group)


def _names(group: str) -> list[str]:
    return [found[1] for found in map(_NEED.match, group.split("|")) if found]


class _Need(NamedTuple):
    ref: str
    where: str
    groups: tuple[tuple[str, ...], ...]
    arch: str
    scope: Scope
    must: bool


class Installed:
    """Who answers to which name on one machine or in one lockfile, under real names and under provided ones."""

    def __init__(self) -> None:
        self._real: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        self._providers: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        self._needs: list[_Need] = []

    def has(self, ref: str, name: str, arch: str = "", provides: tuple[str, ...] = ()) -> None:
        """Note that `ref` is installed under `name` and also answers to what it provides."""
        self._real[name].append((ref, arch))
        for virtual in provides:
            self._providers[virtual].append((ref, arch))

    def knows(self, name: str) -> bool:
        """Tell whether something installed answers to `name`."""
        return name in self._real or name in self._providers

    def needs(
        self,
        ref: str,
        where: str,
        groups: tuple[tuple[str, ...], ...],
        arch: str = "",
        scope: Scope = Scope.RUNTIME,
        *,
        must: bool = True,
    ) -> None:
        """Note that `ref` needs one of each group; what need not be there does not dangle."""
        self._needs.append(_Need(ref, where, groups, arch, scope, must))

    def link(self, gathering: Gathering) -> None:
        """Put all needs into edges: several installed answers to one group become alternatives of each other.

        A need that nothing on the machine answers dangles under the text of its group.
        """
        gathering.edges_known = True
        numbers: Counter[str] = Counter()
        for need in self._needs:
            for group in need.groups:
                answers = self._answers(group, need.arch)
                numbers[need.ref] += len(answers) > 1
                number = numbers[need.ref] if len(answers) > 1 else 0
                for answer in answers or (" | ".join(group),) * need.must:
                    gathering.depend(need.ref, answer, need.where, need.scope, alternatives=number)

    def _answers(self, group: tuple[str, ...], arch: str) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for name in group:
            candidates = (*self._real.get(name, ()), *self._providers.get(name, ()))
            same = [ref for ref, other in candidates if other == arch]
            found.update(dict.fromkeys(same or [ref for ref, _ in candidates]))
        return tuple(found)
