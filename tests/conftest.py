"""End the test process by itself once all is told."""

import os
import sys

import pytest

_outcome = [0]


def pytest_sessionfinish(exitstatus: int) -> None:
    """Remember what the run came to."""
    _outcome[0] = int(exitstatus)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """Leave without the interpreter's own shutdown.

    After the whole suite in one process its last garbage collection ends, in some runs, in a segmentation fault: far
    more compiled libraries lie loaded side by side there than in any command of osk-scan. No single part of the suite
    shows it, and all outcomes have been told by now.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(_outcome[0])
