"""What is pulled in only through something: dominators of a rooted graph, iteratively.

Source: Cooper, Harvey, Kennedy, A Simple, Fast Dominance Algorithm (2001).
"""

from collections.abc import Iterable, Mapping


def immediate_dominators(edges: Mapping[str, Iterable[str]], root: str) -> dict[str, str]:
    """Return for every node reached from `root`, itself excepted, the last node that every path to it passes."""
    order = _reverse_postorder(edges, root)
    rank = {node: i for i, node in enumerate(order)}
    sources: dict[str, list[str]] = {node: [] for node in order}
    for node in order:
        for target in edges.get(node, ()):
            sources[target].append(node)
    dominator = {root: root}
    changed = True
    while changed:
        changed = False
        for node in order[1:]:
            new = _common([s for s in sources[node] if s in dominator], dominator, rank)
            changed |= dominator.get(node) != new
            dominator[node] = new
    del dominator[root]
    return dominator


def dominated(edges: Mapping[str, Iterable[str]], root: str) -> dict[str, tuple[str, ...]]:
    """Return for every node what is reached only through it, itself excepted, sorted."""
    parents = immediate_dominators(edges, root)
    below: dict[str, list[str]] = {}
    for node in parents:
        above = parents[node]
        while above != root:
            below.setdefault(above, []).append(node)
            above = parents[above]
    return {node: tuple(sorted(nodes)) for node, nodes in below.items()}


def _common(nodes: list[str], dominator: dict[str, str], rank: dict[str, int]) -> str:
    common = nodes[0]
    for node in nodes[1:]:
        other = node
        while other != common:
            if rank[other] > rank[common]:
                other = dominator[other]
            else:
                common = dominator[common]
    return common


def _reverse_postorder(edges: Mapping[str, Iterable[str]], root: str) -> list[str]:
    seen, finished = {root}, []
    stack = [(root, iter(edges.get(root, ())))]
    while stack:
        node, targets = stack[-1]
        for target in targets:
            if target not in seen:
                seen.add(target)
                stack.append((target, iter(edges.get(target, ()))))
                break
        else:
            stack.pop()
            finished.append(node)
    return finished[::-1]
