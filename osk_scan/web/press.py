"""Render ordered reports in a process of its own, one after the other, until the server hangs up."""

import sys
from pathlib import Path

from osk_scan.store.database import Database
from osk_scan.store.prints import Prints
from osk_scan.web.bell import Bell, leave_stopping_to_the_server, only_one
from osk_scan.web.clock import now


def work(path: Path, overlays: tuple[Path, ...], bell: Bell) -> None:
    """Render what waits, then sleep until the bell rings; return when the server hangs up."""
    with only_one(path, "press"):
        while not bell.hung_up():
            if Prints(path).waiting():
                _print_all(path, overlays, bell)
            bell.sleep()


def _print_all(path: Path, overlays: tuple[Path, ...], bell: Bell) -> None:
    from osk_scan.pipeline.policy import Policy
    from osk_scan.pipeline.printing import print_next

    with Database(path) as db:
        policy = Policy(overlays=overlays)
        while not bell.hung_up() and print_next(db, policy, now):
            pass


if __name__ == "__main__":
    leave_stopping_to_the_server()
    database, *catalogue = map(Path, sys.argv[1:])
    work(database, tuple(catalogue), Bell(sys.stdin.fileno()))
