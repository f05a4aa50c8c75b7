"""Read and assess uploads in a process of its own, one after the other, until the server hangs up."""

import fcntl
import os
import select
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from osk_scan.pipeline.policy import Policy
from osk_scan.pipeline.uploading import assess_next, assess_portfolio, read_next
from osk_scan.store.database import Database
from osk_scan.web.clock import now

_AT_MOST_READ = 20
"""Uploads read in a row before those that are stored already are assessed."""


def work(path: Path, rules: Path | None, bell: int) -> None:
    """Do what waits, then sleep until `bell` (a pipe) brings a byte; return when its other end is closed."""
    with _only_one(path), Database(path) as db:
        policy = Policy(rules)
        news = True
        while not _hung_up(bell):
            if _did_something(db, policy, bell):
                news = True
                continue
            if news:
                assess_portfolio(db, policy, now)
                news = False
                continue  # what came in meanwhile goes first
            # What is rung from here on wakes us; what was rung before was done just now.
            _sleep(bell)


def _did_something(db: Database, policy: Policy, bell: int) -> bool:
    read = 0
    while read < _AT_MOST_READ and not _hung_up(bell) and read_next(db, now):
        read += 1
    return (not _hung_up(bell) and assess_next(db, policy, now)) or read > 0


def _hung_up(bell: int) -> bool:
    """Tell whether the server is gone, without taking in what it rang."""
    poll = select.poll()
    poll.register(bell, select.POLLIN)
    return any(event & select.POLLHUP for _, event in poll.poll(0))


def _sleep(bell: int) -> None:
    """Wait for a byte and take it in; work is looked for afterwards, so no ring is lost."""
    select.select([bell], [], [])
    os.read(bell, 4096)


@contextmanager
def _only_one(path: Path) -> Iterator[None]:
    """Hold the lock that lets one worker at a time at a database; the system takes it back whatever happens."""
    with path.with_name(path.name + ".worker").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, signal.SIG_IGN)  # both reach the server as well, which then hangs up
    work(Path(sys.argv[1]), Path(sys.argv[2]) if sys.argv[2:] else None, sys.stdin.fileno())
