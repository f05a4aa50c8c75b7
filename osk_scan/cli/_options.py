"""Options that several commands share, and what they stand for."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import click

from osk_scan.finding import SEVERITIES
from osk_scan.model import Context, Language

if TYPE_CHECKING:
    from osk_scan.model import Document
    from osk_scan.pipeline.reading import Unread
    from osk_scan.store.database import Database

F = TypeVar("F", bound=Callable[..., Any])


def _language() -> Language:
    return "en" if os.environ.get("LANG", "").lower().startswith("en") else "de"


def database(command: F) -> F:
    """Add --db: the database file, made on first use."""
    return click.option(
        "--db", "db_file", type=click.Path(dir_okay=False, path_type=Path), envvar="OSK_DB", default="osk.db",
        show_default=True, show_envvar=True, help="Database file, made on first use.",
    )(command)  # fmt: skip


def language(command: F) -> F:
    """Add --lang: what people read is German, or English."""
    return click.option(
        "--lang", type=click.Choice(get_args(Language)), default=_language,
        help="Language of what people read [default: from LANG, else de].",
    )(command)  # fmt: skip


def as_json(command: F) -> F:
    """Add --json: one JSON document on standard output and nothing else there."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")(command)


def agency(command: F) -> F:
    """Add --agency: only this agency."""
    return click.option("--agency", help="Only this agency [default: all].")(command)


def assessment(command: F) -> F:
    """Add --assessment: one assessment instead of the newest."""
    return click.option("--assessment", help="Id of an assessment, or its beginning [default: the newest].")(command)


def shared(command: F) -> F:
    """Add --shared: what may be seen beyond the agency."""
    return click.option(
        "--shared", is_flag=True, help="For sharing: withhold cells of few systems, names of systems and documents."
    )(command)


def overlays(command: F) -> F:
    """Add --catalogue: files and folders of newer knowledge that go over the shipped catalogue."""
    return click.option(
        "--catalogue", "overlays", multiple=True, envvar="OSK_CATALOGUE", callback=_overlay_files, show_envvar=True,
        type=click.Path(exists=True, path_type=Path), help="Catalogue file, or folder of them, over the shipped one.",
    )(command)  # fmt: skip


def _overlay_files(ctx: click.Context, parameter: click.Parameter, named: tuple[Path, ...]) -> tuple[Path, ...]:  # noqa: ARG001  (click's signature)
    """Return the overlay files in their order, those of a folder by name."""
    return tuple(file for path in named for file in (sorted(path.glob("*.yaml")) if path.is_dir() else (path,)))


def as_of(command: F) -> F:
    """Add --as-of: the day for which support dates and waivers are judged."""
    return click.option("--as-of", callback=day, help="Judge as of this day (YYYY-MM-DD) [default: today].")(command)


def context(command: F) -> F:
    """Add --context and --outbound: what happens with the system."""
    command = click.option("--outbound", help="License under which the system itself is given away.")(command)
    choices = click.Choice([context.value for context in Context])
    return click.option("--context", type=choices, help="What happens with the system [default: internal].")(command)


def decision(command: F) -> F:
    """Add --reason, --by and --until: what a decision on packages is signed with."""
    command = click.option("--until", callback=day_or_none, help="Last day on which it counts (YYYY-MM-DD).")(command)
    command = click.option("--by", "author", required=True, help="Who decides: a role, not a person, if possible.")(
        command
    )
    return click.option("--reason", required=True, help="Why it is decided so.")(command)


def fail_on(command: F) -> F:
    """Add --fail-on: exit 1 where there are findings at or above this severity."""
    return click.option("--fail-on", type=click.Choice(SEVERITIES), help="Exit 1 at or above this severity.")(command)


def strict(command: F) -> F:
    """Add --strict: what does not follow its schema is refused."""
    return click.option("--strict", is_flag=True, help="Refuse what does not follow its format's official schema.")(
        command
    )


def reading(command: F) -> F:
    """Add --map and --max-bytes: how documents are read."""
    command = click.option(
        "--max-bytes", type=click.IntRange(1), envvar="OSK_MAX_BYTES", show_envvar=True,
        help="Largest document that is read [default: 335544320].",
    )(command)  # fmt: skip
    return click.option(
        "--map", "mapping", multiple=True, callback=_fields_by_column, metavar="COL=FIELD",
        help="Column COL of a table says FIELD (name, version, vendor, license, …); may be repeated.",
    )(command)  # fmt: skip


def documents(paths: Iterable[Path], max_bytes: int | None) -> "Iterator[Document | Unread]":
    """Yield the documents at all paths."""
    from osk_scan.pipeline.reading import MAX_BYTES, documents_at

    for path in paths:
        yield from documents_at(path, max_bytes or MAX_BYTES)


def now() -> str:
    """Return the present moment; the only clock, read at the edge."""
    return datetime.now(UTC).isoformat(timespec="seconds")


@contextmanager
def opened(db_file: Path) -> Iterator["Database"]:
    """Open the database for one command."""
    from osk_scan.store.database import Database

    with Database(db_file) as db:
        yield db


def day(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str:  # noqa: ARG001  (click's signature)
    """Return the day that an option names, today where it is not given."""
    if value is None:
        return datetime.now(UTC).date().isoformat()
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise click.BadParameter(f"{value!r} is no day; write it as 2026-09-01") from None


def _fields_by_column(ctx: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> dict[str, str]:  # noqa: ARG001  (click's signature)
    pairs = [said.rpartition("=") for said in value]
    for said, (column, _, field) in zip(value, pairs, strict=True):
        if not column or not field:
            raise click.BadParameter(f"{said!r} is no COLUMN=FIELD; write it as Bezeichnung=name")
    return {column: field for column, _, field in pairs}


def day_or_none(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Return the day that an option names, or None where it is not given."""
    return None if value is None else day(ctx, parameter, value)
