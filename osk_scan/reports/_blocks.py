"""What documents that are not web pages are made of: headings, paragraphs, lists, drawings and tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from osk_scan.reports._indicators import GoalView
from osk_scan.reports._messages import Message
from osk_scan.reports._table import Column, Table
from osk_scan.reports.wording import Words


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the document's title."""

    kind: ClassVar = "heading"
    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """Running text, with the words that it begins with in bold."""

    kind: ClassVar = "paragraph"
    text: str
    head: str = ""


@dataclass(frozen=True)
class Items:
    """A list."""

    kind: ClassVar = "items"
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Pairs:
    """Terms and what is said of each."""

    kind: ClassVar = "pairs"
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Drawing:
    """A drawing under its name, or within the line of its name where it is `small`."""

    kind: ClassVar = "drawing"
    name: str
    drawing: Markup
    told: str = ""
    small: bool = False


@dataclass(frozen=True)
class Rows:
    """A table."""

    kind: ClassVar = "table"
    table: Table


Block = Heading | Paragraph | Items | Pairs | Drawing | Rows


def said(told: tuple[Message, ...], words: Words) -> Iterator[Block]:
    """Yield messages, or that there are none."""
    yield from (Paragraph(message.text, message.head) for message in told)
    if not told:
        yield Paragraph(words("report.none"))


def goal_table(goals: tuple[GoalView, ...], words: Words, *, plain: bool = False) -> Table:
    """Return the goals with their drawings, and the terms of each or what it is about in plain words."""
    columns = (
        Column(words("targets.goal")),
        Column(words("indicators.bar"), "bar"),
        Column(words("indicators.value"), "number"),
        Column(words("method.basis")),
    )
    rows = tuple(
        (
            f"{goal.name} ({goal.badge})" if goal.badge else goal.name,
            goal.drawing,
            goal.value,
            goal.plain if plain else goal.told,
        )
        for goal in goals
    )
    return Table(words("summary.goals"), columns, rows)
