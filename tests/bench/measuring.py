"""Measure a function in a process of its own: seconds of the best of several runs, and the peak of memory."""

import multiprocessing
import re
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple


class Measured(NamedTuple):
    """What one candidate took."""

    seconds: float
    megabytes: float
    """Peak resident memory of the process."""


def nothing() -> None:
    """Prepare nothing."""


def measured(
    function: Callable[..., object], *given: object, runs: int = 3, after: Callable[[], object] = nothing
) -> Measured | str:
    """Return what `function(*given)` takes at best, or why it could not be measured; `after` is not counted."""
    here, there = multiprocessing.get_context("spawn").Pipe(duplex=False)
    worker = multiprocessing.get_context("spawn").Process(target=_work, args=(there, function, given, runs, after))
    worker.start()
    there.close()
    try:
        outcome: Measured | str = here.recv()
    except EOFError:
        outcome = "the process ended without an answer"
    worker.join()
    return outcome


def _work(
    answer: Connection,
    function: Callable[..., object],
    given: tuple[object, ...],
    runs: int,
    after: Callable[[], object],
) -> None:
    try:
        after()
        seconds = []
        for _ in range(runs):
            start = time.perf_counter()
            function(*given)
            seconds.append(time.perf_counter() - start)
        answer.send(Measured(min(seconds), _peak()))
    except ImportError as error:
        answer.send(f"not installed ({error.name})")
    except FileNotFoundError as error:
        answer.send(f"not installed ({error.filename})")


def _peak() -> float:
    """Return the peak in MB from Linux's own count; `getrusage` would pass on the parent's."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(found[1]) / 1024 if found else float("nan")
