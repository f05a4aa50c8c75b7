"""The command in the process of the tests: one of its own, as in test_cli, spends nearly all its time on starting.

A process has one policy: what asks for another (`--rules`, OSK_RULES) needs one of its own.
"""

import os
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from osk_scan.__main__ import run as osk_scan


class Done(NamedTuple):
    """What a command came to."""

    returncode: int
    stdout: str
    stderr: str


def run(folder: Path, *arguments: str | Path, **environment: str) -> Done:
    told, complained = BytesIO(), BytesIO()
    out, err = (TextIOWrapper(stream, "utf-8", write_through=True) for stream in (told, complained))
    with (
        chdir(folder),
        patch.dict(os.environ, {"LANG": "en_GB.UTF-8", **environment}),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        code = osk_scan([str(argument) for argument in arguments])
    return Done(code, told.getvalue().decode(), complained.getvalue().decode())
