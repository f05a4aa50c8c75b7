"""What a process beside the server lives by: one of its kind at a database, woken by a bell, ended by hanging up."""

import fcntl
import os
import select
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Bell:
    """The end of a pipe whose other end the server holds."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe

    def hung_up(self) -> bool:
        """Tell whether the server is gone, without taking in what it rang."""
        poll = select.poll()
        poll.register(self._pipe, select.POLLIN)
        return any(event & select.POLLHUP for _, event in poll.poll(0))

    def sleep(self) -> None:
        """Wait for a byte and take it in; work is looked for afterwards, so no ring is lost."""
        select.select([self._pipe], [], [])
        os.read(self._pipe, 4096)


@contextmanager
def only_one(path: Path, kind: str) -> Iterator[None]:
    """Hold the lock that lets one of a kind at a time at a database; the system takes it back whatever happens."""
    with path.with_name(f"{path.name}.{kind}").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def leave_stopping_to_the_server() -> None:
    """Go on when somebody stops all at once: the server hears of it as well, and then hangs up."""
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, signal.SIG_IGN)
