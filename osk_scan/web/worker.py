"""Read and assess uploads in a process of its own, one after the other, until the server hangs up."""

import sys
from pathlib import Path

from osk_scan.pipeline.policy import Policy
from osk_scan.pipeline.uploading import assess_next, assess_portfolio, begin, read_next
from osk_scan.store.database import Database
from osk_scan.web.bell import Bell, leave_stopping_to_the_server, only_one
from osk_scan.web.clock import now

_AT_MOST_READ = 20
"""Uploads read in a row before those that are stored already are assessed."""


def work(path: Path, overlays: tuple[Path, ...], bell: Bell) -> None:
    """Do what waits, then sleep until the bell rings; return when the server hangs up."""
    with only_one(path, "worker"), Database(path) as db:
        policy = Policy(overlays=overlays)
        begin(db, now)
        news = True
        while not bell.hung_up():
            if _did_something(db, policy, bell):
                news = True
                continue
            if news:
                assess_portfolio(db, policy, now)
                news = False
                continue  # what came in meanwhile goes first
            # What is rung from here on wakes us; what was rung before was done just now.
            bell.sleep()


def _did_something(db: Database, policy: Policy, bell: Bell) -> bool:
    read = 0
    while read < _AT_MOST_READ and not bell.hung_up() and read_next(db, now):
        read += 1
    return (not bell.hung_up() and assess_next(db, policy, now)) or read > 0


if __name__ == "__main__":
    leave_stopping_to_the_server()
    database, *catalogue = map(Path, sys.argv[1:])
    work(database, tuple(catalogue), Bell(sys.stdin.fileno()))
