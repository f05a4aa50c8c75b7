"""Open the database file, bring its tables up to date, and give out transactions."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from types import TracebackType
from typing import Self

from osk_scan.errors import StoreError

_MIGRATIONS = Path(__file__).parent / "migrations"
_BUSY_MS = 60_000
_TURN_MS = 4
"""SQLite itself asks for a turn ten times a second at best; a slice of a large write is over sooner."""


class Database:
    """One open database file. Reads go through `execute`; every change through `transaction`."""

    def __init__(self, path: Path) -> None:
        """Open `path`, making it on first use.

        Raises:
            StoreError: where it is no database of osk-scan, was made by a newer one, or cannot be opened.
        """
        self.path = path
        try:
            self.connection = sqlite3.connect(path, isolation_level=None, timeout=_BUSY_MS / 1000)
            self.connection.execute("PRAGMA journal_mode = WAL")
            self.connection.execute("PRAGMA synchronous = FULL")  # an acknowledged upload survives a power cut
            # References are written by number in bulk and checked by `verify`, not row by row.
            self.connection.execute("PRAGMA foreign_keys = OFF")
            self.connection.execute("PRAGMA cache_size = -65536")
            self._migrate()
        except sqlite3.Error as error:
            raise StoreError(str(path), str(error), "name another file with --db, or mend this one") from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; open transactions are lost."""
        self.connection.close()

    def execute(self, statement: str, values: tuple[object, ...] = ()) -> sqlite3.Cursor:
        """Run one statement."""
        return self.connection.execute(statement, values)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Do all of what follows or, where an error leaves the block, nothing of it; an inner one joins the outer."""
        if self.connection.in_transaction:
            yield self.connection
            return
        self._begin()
        try:
            yield self.connection
        except BaseException:
            self.connection.rollback()
            raise
        self.connection.commit()

    def _begin(self) -> None:
        """Wait for a turn to write, asking every few milliseconds: whoever writes in slices is soon back."""
        until = monotonic() + _BUSY_MS / 1000
        self.connection.execute("PRAGMA busy_timeout = 0")
        try:
            while not self.connection.in_transaction:
                try:
                    self.connection.execute("BEGIN IMMEDIATE")
                except sqlite3.OperationalError as error:
                    if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or monotonic() > until:
                        raise
                    sleep(_TURN_MS / 1000)
        finally:  # all else waits as SQLite does
            self.connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")

    def slices(self, rows: int, size: int) -> Iterator[tuple[sqlite3.Connection, tuple[int, int]]]:
        """Yield first and last of each `size` of so many rows, with a transaction until the next slice is asked for.

        Between two slices those write who wait for their turn.
        """
        for first in range(0, rows, size):
            with self.transaction() as connection:
                yield connection, (first, first + size - 1)
            sleep(2 * _TURN_MS / 1000)

    def back_up(self, to: Path) -> None:
        """Write a consistent copy to a new file, while others go on reading and writing.

        Raises:
            StoreError: where the file exists or cannot be written.
        """
        if to.exists():
            raise StoreError(str(to), "there is a file already", "name a new one")
        try:
            self.connection.execute("VACUUM INTO ?", (str(to),))
        except sqlite3.Error as error:
            raise StoreError(str(to), str(error), "name a file that can be written") from None

    def _migrate(self) -> None:
        steps = sorted(_MIGRATIONS.glob("*.sql"))
        (at,) = self.connection.execute("PRAGMA user_version").fetchone()
        if at > len(steps):
            raise StoreError(str(self.path), "made by a newer osk-scan", "update osk-scan")
        if at < len(steps):
            _apply(self.connection, steps)


def _apply(connection: sqlite3.Connection, steps: list[Path]) -> None:
    """Apply what is missing, each step in a transaction of its own that also records it."""
    from sqlite_utils import Database as Schema  # a third of a second to import, needed on first use only
    from sqlite_utils.migrations import Migrations

    migrations = Migrations("osk-scan")
    for number, step in enumerate(steps, start=1):
        migrations(name=step.stem)(_runner(number, step))
    schema = Schema(connection)
    try:
        migrations.apply(schema)
    except sqlite3.OperationalError:
        if migrations.pending(schema):  # else another process was faster, which is as good
            raise


def _runner(number: int, step: Path) -> "_Run":
    return _Run(number, step.read_text("utf-8"), step.stem)


class _Run:
    """One migration; statement by statement, because `executescript` would end the transaction around it."""

    def __init__(self, number: int, script: str, name: str) -> None:
        self.number = number
        self.script = script
        self.__name__ = name

    def __call__(self, db: "object", /) -> None:
        connection: sqlite3.Connection = db.conn  # type: ignore[attr-defined]  # sqlite_utils.Database, imported late
        statement = ""
        for line in self.script.splitlines(keepends=True):
            statement += line
            if sqlite3.complete_statement(statement):
                connection.execute(statement)
                statement = ""
        connection.execute(f"PRAGMA user_version = {self.number}")
