"""A dictionary-encoded column of facts: one small number per row, every value once."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from numpy.typing import NDArray

    from osk_scan.portfolio import Flags, Integers

_INT64 = 2**63 - 1

T = TypeVar("T", bound=Hashable)
T_co = TypeVar("T_co", bound=Hashable, covariant=True)


@dataclass(frozen=True)
class Column(Generic[T_co]):
    """One fact per row: `values[codes[row]]`; the code -1 stands for the last value, which then says nothing."""

    codes: Integers
    values: Sequence[T_co]

    def at(self, rows: Integers) -> Column[T_co]:
        """Return the column with `rows` only, or with the facts of what each row belongs to."""
        return Column(self.codes[rows], self.values)

    def deduplicated(self) -> Column[T_co]:
        """Return the same facts with every value once, so that combinations are few."""
        values, codes = numbered(self.values)
        return Column(codes[self.codes], values) if len(values) < len(self.values) else self

    def __getitem__(self, row: int) -> T_co:
        return self.values[int(self.codes[row])]


def chosen(condition: Flags, yes: str, no: str) -> Column[tuple[str, ...]]:
    """Return the column that says `yes` where the condition holds."""
    return Column(condition.astype(np.int32), ((no,), (yes,)))


def among(column: Column[tuple[str, ...]], accepted: Collection[str]) -> Flags:
    """Return where every possible value is accepted; where nothing at all is possible to say, False."""
    answer = np.array([bool(value) and set(value) <= set(accepted) for value in column.values], dtype=np.bool_)
    return answer[column.codes] if len(answer) else np.zeros(len(column.codes), dtype=np.bool_)


def packed(*columns: Integers) -> NDArray[np.int64]:
    """Return one number per row, the same for the same facts; columns hold numbers from -1 upwards."""
    key = np.zeros(len(columns[0]), dtype=np.int64)
    room = 1
    for column in columns:
        width = int(column.max(initial=0)) + 2
        room *= width
        if room > _INT64:
            _, key = np.unique(key, return_inverse=True)
            room = (int(key.max(initial=0)) + 1) * width
        key = key * width + (column.astype(np.int64) + 1)
    return key


def distinct(*columns: Integers) -> tuple[list[tuple[int, ...]], Integers]:
    """Return the distinct rows of `columns` in ascending order, and each row's index among them."""
    _, first, index = np.unique(packed(*columns), return_index=True, return_inverse=True)
    rows = np.stack([column[first] for column in columns], axis=1).tolist()
    return [tuple(row) for row in rows], index.astype(np.int32)


def numbered(values: Iterable[T]) -> tuple[list[T], Integers]:
    """Return the distinct values in the order they come, and each entry as its index among them."""
    position: dict[T, int] = {}
    codes = [position.setdefault(value, len(position)) for value in values]
    return list(position), np.array(codes, dtype=np.int32)
