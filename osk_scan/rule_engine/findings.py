"""Findings as columns: one row of numbers each, and every text once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from osk_scan.model import Wording
    from osk_scan.portfolio import Integers
    from osk_scan.rule_engine.rule import Rule


class FindingText(Struct, frozen=True):
    """What findings say that share rule and facts."""

    message: Wording
    fix: Wording
    why: str


@dataclass(frozen=True)
class Findings:
    """Columns over findings, sorted by (rule, system, component), and the few rows that they point to."""

    rules: tuple[Rule, ...]
    agencies: tuple[str, ...]
    texts: tuple[FindingText, ...]
    names: tuple[str, ...]
    """Products, vendors and license expressions."""

    fingerprint: NDArray[np.bytes_]
    """Per finding: BLAKE2b-128 in hex, as 32 ASCII bytes; unique."""
    rule: Integers
    """Index into `rules`."""
    agency: Integers
    """Index into `agencies`, or -1: about the whole portfolio."""
    system: Integers
    """Index into the portfolio's systems, or -1."""
    component: Integers
    """Row of the first component it is about, or -1."""
    product: Integers
    """Index into `names`, or -1."""
    vendor: Integers
    """Index into `names`, or -1."""
    chosen: Integers
    """Index into `names`: the component's license with every OR decided in its favour, or -1 where none was judged."""
    text: Integers
    """Index into `texts`."""
    count: Integers
    """How many components (or versions of one package) of the system the finding stands for."""

    parent: Integers
    """Per component of the portfolio: the row it is reached from on a shortest path from the root, or -1."""

    def __len__(self) -> int:
        return len(self.rule)
