"""Names that people know for the ids that scores carry."""

from collections.abc import Iterable

from osk_scan.results import Results


class Names:
    """Products and controlling entities by id."""

    def __init__(self, results: Results) -> None:
        scores = results.scores
        self._names = {id_: entity.name for id_, entity in scores.entities.items()}
        self._names |= {id_: product.name for id_, product in scores.products.items()}

    def __call__(self, id_: str) -> str:
        """Return the name behind `id_`; without one, the id."""
        return self._names.get(id_, id_)

    def of(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return the names behind `ids`, each once, in their order."""
        return tuple(dict.fromkeys(self(id_) for id_ in ids))
