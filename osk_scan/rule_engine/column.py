"""A dictionary-encoded column of facts: one small number per row, every value once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from osk_scan.portfolio import Flags, Integers

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True)
class Column(Generic[T_co]):
    """One fact per row: `values[codes[row]]`."""

    codes: Integers
    values: Sequence[T_co]

    def at(self, rows: Integers) -> Column[T_co]:
        """Return the column with `rows` only, or with the facts of what each row belongs to."""
        return Column(self.codes[rows], self.values)

    def __getitem__(self, row: int) -> T_co:
        return self.values[int(self.codes[row])]


def chosen(condition: Flags, yes: str, no: str) -> Column[tuple[str, ...]]:
    """Return the column that says `yes` where the condition holds."""
    return Column(condition.astype(np.int32), ((no,), (yes,)))


def among(column: Column[tuple[str, ...]], accepted: Collection[str]) -> Flags:
    """Return where every possible value is accepted; where nothing at all is possible to say, False."""
    answer = np.array([bool(value) and set(value) <= set(accepted) for value in column.values], dtype=np.bool_)
    return answer[column.codes] if len(answer) else np.zeros(len(column.codes), dtype=np.bool_)
