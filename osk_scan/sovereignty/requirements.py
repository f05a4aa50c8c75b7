"""What fails when something fails: AND/OR requirements on integer arrays, as least fixpoint and as plain reachability.

A node needs one member of every group it has. `fail(X)` is the least set that contains X and every node one of whose
groups lies wholly within it; each group counts its members that are still up, so the work is linear in the edges.
"""

from collections.abc import Iterable, Mapping

from osk_scan.sovereignty.estate import AndOr


class Requirements:
    """A compiled AND/OR graph over named nodes; nodes that are only required count as nodes too."""

    def __init__(self, needs: Mapping[str, AndOr]) -> None:
        self.names: tuple[str, ...] = tuple(
            dict.fromkeys([*needs, *(n for groups in needs.values() for group in groups for n in group)])
        )
        self.index = {name: i for i, name in enumerate(self.names)}
        self._owner: list[int] = []
        self._size: list[int] = []
        self._groups_with: list[list[int]] = [[] for _ in self.names]
        for name, groups in needs.items():
            for group in groups:
                self._add(self.index[name], group)

    def _add(self, owner: int, group: Iterable[str]) -> None:
        members = {self.index[name] for name in group}
        if not members:
            return
        for member in sorted(members):
            self._groups_with[member].append(len(self._owner))
        self._owner.append(owner)
        self._size.append(len(members))

    def fail(self, start: Iterable[str]) -> set[str]:
        """Return what fails with `start`, itself included: the least fixpoint over AND/OR."""
        return self._spread(start, one_is_enough=False)

    def reach(self, start: Iterable[str]) -> set[str]:
        """Return what could fail with `start`, itself included: every group might hang on any one member."""
        return self._spread(start, one_is_enough=True)

    def _spread(self, start: Iterable[str], *, one_is_enough: bool) -> set[str]:
        started = set(start)
        down = {self.index[name] for name in started if name in self.index}
        still_up: dict[int, int] = {}
        pending = sorted(down)
        while pending:
            for group in self._groups_with[pending.pop()]:
                still_up[group] = still_up.get(group, self._size[group]) - 1
                owner = self._owner[group]
                if (one_is_enough or not still_up[group]) and owner not in down:
                    down.add(owner)
                    pending.append(owner)
        return started.union(self.names[i] for i in down)


def reached(edges: Mapping[str, Iterable[str]], start: Iterable[str]) -> frozenset[str]:
    """Return `start` and everything that edges lead to from there."""
    found = set(start)
    pending = sorted(found)
    while pending:
        for target in edges.get(pending.pop(), ()):
            if target not in found:
                found.add(target)
                pending.append(target)
    return frozenset(found)
