"""Read one table of an SQLite file that somebody handed in: in memory, and nothing the file defines is run."""

import re
import sqlite3
from contextlib import closing

from osk_scan.problems import refused

_PLAIN_TABLE = re.compile(r"CREATE TABLE [^(]*\((?!.*\bGENERATED\b|.*\bAS\s*\()", re.IGNORECASE | re.DOTALL)
"""Neither a virtual table nor one with columns that are calculated."""
_STEPS = 1_000_000
_MAX_ROUNDS = 100
"""Steps of SQLite's machine between two looks at the count, and looks: a sound file of 100,000 rows takes one."""
_LARGEST_CELL = 64 << 20


def rows_of(content: bytes, where: str, table: str, *columns: str) -> list[tuple[object, ...]]:
    """Return the rows of a table in the order of its first column; what the write-ahead log beside it says is not here.

    Raises:
        RefusedDocument: where the file is damaged, has no such plain table, or takes too long.
    """
    if content[18:20] == b"\2\2":  # A file in WAL mode cannot be opened without its log; its own pages are sound.
        content = content[:18] + b"\1\1" + content[20:]
    rounds = iter(range(_MAX_ROUNDS))
    try:
        with closing(sqlite3.connect(":memory:")) as opened:
            opened.deserialize(content)
            opened.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LARGEST_CELL)
            opened.set_progress_handler(lambda: next(rounds, None) is None, _STEPS)
            for setting in ("trusted_schema=OFF", "query_only=ON", "cell_size_check=ON"):
                opened.execute(f"PRAGMA {setting}")
            _require_plain(opened, where, table)
            return opened.execute(f'SELECT {", ".join(columns)} FROM "{table}" ORDER BY {columns[0]}').fetchall()
    except (sqlite3.Error, UnicodeDecodeError, OverflowError, MemoryError) as error:
        raise refused("unreadable", where, f"SQLite: {error}") from None


def _require_plain(opened: sqlite3.Connection, where: str, table: str) -> None:
    found = opened.execute("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?", (table,)).fetchone()
    if not found or not isinstance(found[0], str) or not _PLAIN_TABLE.match(found[0]):
        raise refused("unreadable", where, f"no plain table {table}")
