"""The arms one may take of each component's license, judged one by one."""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import chain, product

from msgspec import Struct

from osk_scan.licenses import _grants
from osk_scan.licenses._question import ONE_WORK
from osk_scan.licenses._settling import settled
from osk_scan.licenses.algebra import RANK, Expression, Leaf, License, all_of, fold, leaves, render
from osk_scan.licenses.categories import asks
from osk_scan.licenses.compatibility import answer
from osk_scan.licenses.contexts import Provisioning
from osk_scan.model import Relation

MOST_ARMS = 64
MOST_LEAVES = 100
"""Beyond these an expression's ORs are decided one by one: real ones have two or three arms."""
CLOSED_WORK: Expression = License("LicenseRef-Proprietary")
INCOMPATIBLE = RANK["incompatible"]

Way = tuple[Leaf, ...]
Key = tuple[str, Relation, bool]
"""License expression, relation, modified: components that agree in these are one question."""
Place = tuple[Leaf, Relation, bool]
"""One license in one use."""


class Arm(Struct, frozen=True):
    """One way to decide every OR of an expression."""

    text: str
    leaves: tuple[Leaf, ...]
    rank: int
    """Place of the verdict under the outbound license in the lattice."""
    claims: tuple[Leaf, ...]
    """The licenses among them that demand to cover the whole work."""

    def places(self, key: Key) -> tuple[Place, ...]:
        """Return its licenses in the use of its group."""
        return tuple((leaf, key[1], key[2]) for leaf in self.leaves)


class Group(Struct, frozen=True):
    """Components with the same license in the same position."""

    key: Key
    weight: int
    arms: tuple[Arm, ...]
    cut: bool


def groups_of(keys: Iterable[Key], outbound: str | None, provisioning: Provisioning) -> tuple[Group, ...]:
    """Return one group per distinct key, in the order of first appearance.

    Without an outbound license every arm is fine by itself: it is not asked under which license the work goes out.
    """
    return tuple(Group(key, weight, *_arms(key, outbound, provisioning)) for key, weight in Counter(keys).items())


@lru_cache(maxsize=65_536)
def _arms(key: Key, outbound: str | None, provisioning: Provisioning) -> tuple[tuple[Arm, ...], bool]:
    """Return the arms of one question, and whether there were too many ways to try them all."""
    text, relation, modified = key
    work, expression = settled(outbound) if outbound else None, settled(text)
    cut = _count_ways(expression) > MOST_ARMS or len(leaves(expression)) > MOST_LEAVES
    if cut:
        ways = [_best_way(expression, lambda leaf: _rank(work, leaf, relation, provisioning, modified=modified))]
    else:
        ways = fold(expression, lambda leaf: [(leaf,)], _joined_ways, lambda arms: list(chain.from_iterable(arms)))
    arms = [_arm(way, work, relation, provisioning, modified=modified) for way in dict.fromkeys(ways)]
    return tuple(sorted(arms, key=_asks)), cut


def _asks(arm: Arm) -> tuple[bool, int, int]:
    return asks(leaf.id if isinstance(leaf, License) else leaf.license.id for leaf in arm.leaves)


def _count_ways(expression: Expression) -> int:
    """Return how many ways there are to decide every OR; numbers beyond the bound are cut to it."""

    def every(parts: list[int]) -> int:
        ways = 1
        for part in parts:
            ways = min(ways * part, MOST_ARMS + 1)
        return ways

    return fold(expression, lambda _: 1, every, lambda arms: min(sum(arms), MOST_ARMS + 1))


def _joined_ways(parts: list[list[Way]]) -> list[Way]:
    return [tuple(dict.fromkeys(chain.from_iterable(way))) for way in product(*parts)]


def _best_way(expression: Expression, rank: Callable[[Leaf], int]) -> Way:
    """Return the way that takes the best arm of every OR by itself."""

    def every(parts: list[tuple[int, Way]]) -> tuple[int, Way]:
        return max(rank for rank, _ in parts), tuple(chain.from_iterable(way for _, way in parts))

    def some(arms: list[tuple[int, Way]]) -> tuple[int, Way]:
        return min(arms, key=lambda arm: arm[0])

    _, way = fold(expression, lambda leaf: (rank(leaf), (leaf,)), every, some)
    return tuple(dict.fromkeys(way))


def _arm(
    leaves: tuple[Leaf, ...], work: Expression | None, relation: Relation, provisioning: Provisioning, *, modified: bool
) -> Arm:
    expression = all_of(leaves)
    rank = _rank(work, expression, relation, provisioning, modified=modified)
    claims = tuple(leaf for leaf in leaves if claims_work((leaf, relation, modified), provisioning))
    return Arm(render(expression), leaves, rank, claims)


def _rank(
    work: Expression | None, component: Expression, relation: Relation, provisioning: Provisioning, *, modified: bool
) -> int:
    """Return the place of the verdict in the lattice; the best one where the license of the work is not asked."""
    return RANK[answer(work, component, relation, provisioning, modified=modified)] if work else 0


def claims_work(place: Place, provisioning: Provisioning) -> bool:
    """Whether a license demands, in this use, that the whole work be under it: no closed work could carry it."""
    leaf, relation, modified = place
    license_id = leaf.id if isinstance(leaf, License) else leaf.license.id
    if relation not in ONE_WORK or license_id == "NONE" or _grants.group(license_id) is not None:
        return False
    return answer(CLOSED_WORK, leaf, relation, provisioning, modified=modified) == "incompatible"
