"""How results reach people and programs: aligned tables, JSON, progress on a terminal only."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, TypeVar

import click
import msgspec

from osk_scan.errors import one_line
from osk_scan.finding import Severity

if TYPE_CHECKING:
    from rich.console import Console

T = TypeVar("T")

_COLOURS: dict[str, str] = {"critical": "bold red", "high": "red", "medium": "yellow", "low": "cyan", "info": "dim"}
_WIDE = 10_000
_SHORT = 20
"""Characters of a cell that is never broken: where a terminal is narrow, the columns of long texts give way."""
_WORD = 24
"""Characters of a word that is not broken either; what is longer is no word."""


def console() -> "Console":
    """Return standard output for people; on a pipe as wide as its lines are. NO_COLOR is obeyed."""
    from rich.console import Console

    return Console(width=None if on_terminal() else _WIDE, highlight=False, soft_wrap=False)


def on_terminal() -> bool:
    """Tell whether people read standard output as it comes; a pipe gets every column, and lines as wide as they are."""
    return sys.stdout.isatty()


def table(headers: Sequence[str], rows: Iterable[Sequence[object]], title: str | None = None) -> None:
    """Print rows under headers, numbers to the right; every text is made harmless first.

    On a terminal a column that says nothing in any row is left out: its room is needed.
    """
    from rich.table import Table
    from rich.text import Text

    drawn = Table(title=title and Text(title), title_justify="left", box=None, pad_edge=False, header_style="bold")
    filled = [[_cell(value) for value in row] for row in rows]
    shown = [at for at in range(len(headers)) if not on_terminal() or _says_something(filled, at)]
    columns = {at: [headers[at], *(str(row[at]) for row in filled)] for at in shown}
    words = {at: _longest_word(texts) for at, texts in columns.items()}
    fits = sum(words.values()) + 2 * len(words) <= console().width
    for at, texts in columns.items():
        numeric = bool(filled) and all(isinstance(row[at], int | float) for row in filled)
        drawn.add_column(
            headers[at],
            justify="right" if numeric else "left",
            overflow="fold",
            no_wrap=max(map(len, texts)) <= _SHORT,
            min_width=words[at] if fits else None,
        )
    for row in filled:
        drawn.add_row(*(Text(str(row[at]), style=_COLOURS.get(str(row[at]), "")) for at in shown))
    console().print(drawn)


def line(text: str = "", style: str = "") -> None:
    """Print one line for people."""
    from rich.text import Text

    console().print(Text(one_line(text, 2000), style=style))


def json(value: object) -> None:
    """Print one JSON document, indented."""
    sys.stdout.flush()
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(value, order="deterministic"), indent=2) + b"\n")


def json_lines(values: Iterable[object], stream: BinaryIO | None = None) -> None:
    """Print one JSON document a line, or write it to another stream."""
    for value in values:
        (stream or sys.stdout.buffer).write(msgspec.json.encode(value, order="deterministic") + b"\n")


def note(text: str) -> None:
    """Tell people something beside the result, on a terminal only."""
    if sys.stderr.isatty():
        click.echo(one_line(text, 2000), err=True)


def warn(text: str) -> None:
    """Tell what must be changed, on standard error."""
    click.echo(one_line(text, 2000), err=True)


@contextmanager
def progress(description: str, total: int | None = None) -> Iterator["_Progress"]:
    """Show how far long work has come, on a terminal only, never on a pipe."""
    if not sys.stderr.isatty():
        yield _Progress(None, 0)
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        yield _Progress(bar, bar.add_task(description, total=total))


class _Progress:
    """A bar, or nothing at all."""

    def __init__(self, bar: object, task: int) -> None:
        self._bar = bar
        self._task = task

    def each(self, items: Iterable[T]) -> Iterator[T]:
        """Yield the items and move on by one for each."""
        from rich.progress import Progress, TaskID

        for item in items:
            yield item
            if isinstance(self._bar, Progress):
                self._bar.advance(TaskID(self._task))


def reaches(severity: Severity, threshold: str | None) -> bool:
    """Tell whether `severity` is at or above `threshold`."""
    from osk_scan.finding import SEVERITIES

    return threshold is not None and SEVERITIES.index(severity) >= [*SEVERITIES].index(threshold)  # type: ignore[arg-type]  # click.Choice(SEVERITIES)


def _says_something(rows: Sequence[Sequence[object]], column: int) -> bool:
    return not rows or any(row[column] not in ("", "–") for row in rows)


def _longest_word(texts: Iterable[str]) -> int:
    return max((len(word) for text in texts for word in text.split() if len(word) <= _WORD), default=0)


def _cell(value: object) -> object:
    if value is None:
        return "–"
    return one_line(value, 2000) if isinstance(value, str) else value
