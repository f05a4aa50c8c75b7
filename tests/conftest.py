"""Let no example fail by the machine's clock, and end the test process by itself once all is told."""

import os
import sys

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None)  # what one example takes says more of the machine than of the code
settings.load_profile("house")

_outcome = [0]


def pytest_sessionfinish(exitstatus: int) -> None:
    """Remember what the run came to."""
    _outcome[0] = int(exitstatus)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """Leave without the interpreter's own shutdown.

    After the whole suite in one process the last garbage collection of the interpreter ends, in some runs, in a
    segmentation fault: msgspec 0.22 visits a part of a struct's type information that is gone by then (`visit_decref`
    below `TypeNode_traverse` below `StructInfo_traverse`). All outcomes have been told by now.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(_outcome[0])
