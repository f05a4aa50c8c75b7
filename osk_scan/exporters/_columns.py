"""The columns of a workbook as people see them: title, width, and whether they are read or folded away."""

from functools import cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from osk_scan.exporters._rows import FINDING_COLUMNS
from osk_scan.model import Language
from osk_scan.terms import called
from osk_scan.yaml_reading import load_policy


class Column(Struct, frozen=True, forbid_unknown_fields=True):
    """One column."""

    de: str
    en: str
    width: int
    """Millimetres."""
    read: bool = False
    terms: tuple[str, ...] = ()
    """Groups of the terms in its cells: people read their words."""

    def title(self, language: Language) -> str:
        """Return its title in one language."""
        return self.de if language == "de" else self.en

    def said(self, cell: str, language: Language) -> str:
        """Return what people call the term in a cell, or the cell where it holds none."""
        words = (called(group, cell, language) for group in self.terms)
        return next((word for word in words if word != cell), cell)


@cache
def known() -> dict[str, Column]:
    """Return every column by its name."""
    return load_policy(Path(__file__).with_name("columns.yaml"), dict[str, Column])


def columns_of(names: tuple[str, ...], language: Language) -> tuple[Column, ...]:
    """Return columns by their names; what a finding says is read in one language, its other language is folded."""
    return tuple(
        replace(column, read=column.read or name.endswith(f"_{language}"))
        for name in names
        for column in (known()[name],)
    )


@cache
def finding_order(language: Language) -> tuple[int, ...]:
    """Return the places of a finding's columns as a workbook has them: first those that are read, as listed here."""
    listed = [name for name in known() if name in FINDING_COLUMNS]
    read = dict(zip(listed, (column.read for column in columns_of(tuple(listed), language)), strict=True))
    return tuple(FINDING_COLUMNS.index(name) for name in sorted(listed, key=lambda name: not read[name]))
