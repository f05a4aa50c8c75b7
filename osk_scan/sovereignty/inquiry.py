"""What each possible answer to an open question would narrow, asked of one scope.

A fact touches few indicators, so only those are computed again: shares by the product's own contribution, markets
by moving one share, the failure radius by the systems its product stops.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from osk_scan.fact import Fact
from osk_scan.sovereignty import concentration
from osk_scan.sovereignty.concentration import MAX_COMBINATIONS, Book, Share
from osk_scan.sovereignty.contributions import ADDITIVE, HALVES, Contributions, Ends, Surroundings, contribution
from osk_scan.sovereignty.estate import COMMUNITY, DOMAINS, NO_END_ANNOUNCED, Entity, Holding, ProductFacts
from osk_scan.sovereignty.interval import ZERO
from osk_scan.sovereignty.shares import abroad
from osk_scan.sovereignty.suspicion import Suspicion

FACTS = ("licence", "entity", "alternative", "formats", "deployment", "sbom", "support_end", "extended_end")
"""Facts of a product that some indicator with an interval rests on."""

_STRANGER = ""
"""A controlling entity that is not in the catalogue yet."""

QUESTION_COMBINATIONS = 64
"""Less than for the indicators themselves, as the list asks thousands of times: then it promises less, never more."""

_WITH_AN_INTERVAL = tuple(name for name in ADDITIVE if name not in {"Q1", "D8_unknown"})
"""The others count what is known."""

_ANY_SEAT = (COMMUNITY, "DE", "US")
"""One jurisdiction of each sort: none, at home, abroad."""

Narrowing = dict[str, Fraction]
"""Per indicator, by how much its interval shrinks."""


class Gain(Struct, frozen=True):
    """What all answers to a question have in common."""

    narrows: Fraction
    """Of the goals' widths, whatever the answer."""
    narrows_at_best: Fraction
    indicators: Narrowing
    """Per indicator, whatever the answer."""
    tells: bool
    """Some answer narrows something."""


@dataclass(frozen=True)
class Question:
    """An unknown fact and what each possible answer would narrow."""

    subject: str
    name: str
    fact: str
    possible: tuple[str, ...]
    products: tuple[str, ...]
    """Ids of those whose installations the answer tells of."""
    installations: int
    gain: Gain


class Lessons:
    """What products would contribute if one more fact were known: judged once for all scopes."""

    def __init__(self, around: Surroundings) -> None:
        stranger = {_STRANGER: Entity(_STRANGER, _STRANGER)}
        self.around = Surroundings({**around.entities, **stranger}, around.home, around.as_of)
        self._judged: dict[tuple[object, ...], dict[str, Ends]] = {}

    def of(self, learned: ProductFacts, fact: str, value: str) -> dict[str, Ends]:
        """Return the contributions of a product whose `fact` is now `value`; of an entity only its seat tells."""
        key = (learned.id, fact, self.seat(value) if fact == "entity" else value)
        if key not in self._judged:
            self._judged[key] = contribution(learned, self.around)
        return self._judged[key]

    def seat(self, entity: str) -> tuple[Fraction, Fraction]:
        """Return whether an entity must or may sit abroad."""
        return abroad(self.around.entities[entity].jurisdiction.values, self.around.home)


@dataclass
class Inquiry:
    """One scope, prepared for asking what each answer would narrow."""

    holdings: tuple[Holding, ...]
    judged: Contributions
    lessons: "Lessons"
    suspicion: Suspicion
    weight: Mapping[str, Fraction]
    """How much of each indicator's width enters the sum of the goals' widths."""
    _markets: dict[tuple[object, ...], Narrowing] = field(default_factory=dict)
    _gains: dict[tuple[object, ...], Gain] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.total = sum(h.count for h in self.holdings)
        self.around = self.lessons.around
        self.everything = Book(concentration.everything(self.holdings))
        self.closed = Book(concentration.proprietary(self.holdings))
        self.base = _market_widths(self.everything, self.closed, MAX_COMBINATIONS)
        self.alike = self._alike()

    def questions(self) -> Iterator[Question]:
        """Yield every unknown fact of the scope."""
        for position, holding in enumerate(self.holdings):
            product = holding.product
            for fact in FACTS:
                stated: Fact = getattr(product, fact)
                if not stated.known and self._matters(product, fact):
                    gain = self._gain(position, fact)
                    yield Question(product.id, product.name, fact, stated.values, (product.id,), holding.count, gain)
        yield from self._seats()

    def _gain(self, position: int, fact: str) -> Gain:
        """Products of which nobody knows more than of the next are asked about once."""
        holding = self.holdings[position]
        key = (fact, holding.count, self.suspicion.stake(holding.product.id), *_known_of(holding.product))
        if key not in self._gains:
            answers = [self._answer(position, fact, value) for value in self._values(position, fact)]
            self._gains[key] = _gained(answers, self.weight)
        return self._gains[key]

    def _matters(self, product: ProductFacts, fact: str) -> bool:
        ends = self.judged[product.id]
        undecided = any(ends[name][0] != ends[name][1] for name in ADDITIVE)
        return undecided or fact in {"licence", "entity"}

    def _values(self, position: int, fact: str) -> tuple[str, ...]:
        product = self.holdings[position].product
        if fact in DOMAINS:
            return product.possible(fact)
        if fact == "entity":
            return product.entity.values or self._telling_entities(position)
        stated: Fact = getattr(product, fact)
        return stated.values or _telling_dates(self.around, fact)

    def _alike(self) -> tuple[tuple[str, ...], ...]:
        """Return the entities by what markets and seats tell of them: as answers they differ in the radius alone."""
        found: dict[tuple[object, ...], list[str]] = {}
        markets = (self.everything, self.closed)
        disputed = frozenset().union(*(market.candidates for market in markets))
        for id_ in sorted(self.around.entities):
            held = (market.masses.get(id_, 0) for market in markets)
            own = id_ if id_ in disputed else ""
            found.setdefault((*held, own, self.lessons.seat(id_)), []).append(id_)
        return tuple(map(tuple, found.values()))

    def _telling_entities(self, position: int) -> tuple[str, ...]:
        """Return the entities whose answers are extreme: of each that are alike those that narrow D6 least and most."""
        product = self.holdings[position].product.id
        return tuple(entity for alike in self.alike for entity in self.suspicion.extremes(product, alike))

    def _answer(self, position: int, fact: str, value: str) -> Narrowing:
        holding = self.holdings[position]
        learned = replace(holding.product, **{fact: Fact((value,))})
        narrowed = self._additive([(holding, self.lessons.of(learned, fact, value))])
        if fact in {"licence", "entity"}:
            narrowed |= self._concentration(holding, Holding(learned, holding.count))
        if fact == "entity":
            narrowed["D6"] = self.suspicion.narrowed(holding.product.id, value)
        return narrowed

    def _additive(self, changed: Iterable[tuple[Holding, Mapping[str, Ends]]]) -> Narrowing:
        shrunk: dict[str, int] = {}
        for holding, ends in changed:
            before = self.judged[holding.product.id]
            for name in _WITH_AN_INTERVAL:
                by = (_width(before[name]) - _width(ends[name])) * holding.count
                if by:
                    shrunk[name] = shrunk.get(name, 0) + by
        return {name: Fraction(by, HALVES * self.total) for name, by in shrunk.items()}

    def _concentration(self, old: Holding, learned: Holding) -> Narrowing:
        before, after = _shares(old), _shares(learned)
        key = (*before, *after)
        if key not in self._markets:
            everything = self.everything.swapped(before[0], after[0])
            widths = _market_widths(everything, self.closed.swapped(before[1], after[1]), QUESTION_COMBINATIONS)
            self._markets[key] = {name: max(ZERO, self.base[name] - widths[name]) for name in widths}
        return self._markets[key]

    def _seats(self) -> Iterator[Question]:
        of: dict[str, list[Holding]] = {}
        for holding in self.holdings:
            for id_ in holding.product.entity.values:
                of.setdefault(id_, []).append(holding)
        for id_, held_by in sorted(of.items()):
            entity = self.around.entities[id_]
            if not entity.jurisdiction.known:
                seats = entity.jurisdiction.values or _ANY_SEAT
                gain = _gained([self._seated(entity, seat, held_by) for seat in seats], self.weight)
                count, products = sum(h.count for h in held_by), tuple(h.product.id for h in held_by)
                yield Question(id_, entity.name, "jurisdiction", entity.jurisdiction.values, products, count, gain)

    def _seated(self, entity: Entity, seat: str, held: list[Holding]) -> Narrowing:
        entities = {**self.around.entities, entity.id: Entity(entity.id, entity.name, Fact((seat,)))}
        around = Surroundings(entities, self.around.home, self.around.as_of)
        return self._additive((h, contribution(h.product, around)) for h in held)


def _gained(answers: list[Narrowing], weight: Mapping[str, Fraction]) -> Gain:
    totals = [sum((weight[n] * by for n, by in answer.items() if n in weight), ZERO) for answer in answers]
    sure = {name: min(answer.get(name, ZERO) for answer in answers) for name in answers[0]}
    return Gain(
        min(totals),
        max(totals),
        {name: by for name, by in sure.items() if by > 0},
        any(by for answer in answers for by in answer.values()),
    )


def _known_of(product: ProductFacts) -> tuple[object, ...]:
    """Return what the answers depend on: not the name, nor (dates apart) where a fact is from."""
    return (*(getattr(product, fact).values for fact in FACTS), product.support_end, product.vitality.values)


def _shares(holding: Holding) -> tuple[Share, Share]:
    """Return a product's share of all installations and of those that are not open."""
    return concentration.everything([holding])[0], concentration.proprietary([holding])[0]


def _market_widths(everything: Book, closed: Book, limit: int) -> Narrowing:
    of_all, of_closed = everything.concentration(limit), closed.concentration(limit)
    return {
        "D4": of_all.hhi.width,
        "CR1": of_all.largest.width,
        "D4p": of_closed.hhi.width,
        "CR1p": of_closed.largest.width,
    }


def _width(ends: Ends) -> int:
    return ends[1] - ends[0]


def _telling_dates(around: Surroundings, fact: str) -> tuple[str, ...]:
    year = around.as_of.year
    past, soon, far = f"{year - 1}-01-01", around.as_of.isoformat(), f"{year + 9}-01-01"
    return (past, soon, far, NO_END_ANNOUNCED) if fact == "support_end" else (past, far)
