"""How results reach people and programs: aligned tables, JSON, progress on a terminal only."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, TypeVar

import click
import msgspec

from osk_scan.errors import one_line
from osk_scan.model import Severity

if TYPE_CHECKING:
    from rich.console import Console

T = TypeVar("T")

_COLOURS: dict[str, str] = {"critical": "bold red", "high": "red", "medium": "yellow", "low": "cyan", "info": "dim"}
_WIDE = 10_000


def console() -> "Console":
    """Return standard output for people; on a pipe as wide as its lines are. NO_COLOR is obeyed."""
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else _WIDE, highlight=False, soft_wrap=False)


def table(headers: Sequence[str], rows: Iterable[Sequence[object]], title: str | None = None) -> None:
    """Print rows under headers, numbers to the right; every text is made harmless first."""
    from rich.table import Table
    from rich.text import Text

    drawn = Table(title=title and Text(title), title_justify="left", box=None, pad_edge=False, header_style="bold")
    filled = [[_cell(value) for value in row] for row in rows]
    for at, header in enumerate(headers):
        numeric = bool(filled) and all(isinstance(row[at], int | float) for row in filled)
        drawn.add_column(header, justify="right" if numeric else "left", overflow="fold")
    for row in filled:
        drawn.add_row(*(Text(str(value), style=_COLOURS.get(str(value), "")) for value in row))
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
    from osk_scan.model import SEVERITIES

    return threshold is not None and SEVERITIES.index(severity) >= [*SEVERITIES].index(threshold)  # type: ignore[arg-type]  # click.Choice(SEVERITIES)


def _cell(value: object) -> object:
    if value is None:
        return "–"
    return one_line(value, 2000) if isinstance(value, str) else value
