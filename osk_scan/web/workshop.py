"""Keep a process running beside the server, wake it, and let it finish when the server ends."""

import asyncio
import logging
import os
import subprocess
import sys
from contextlib import suppress
from threading import Lock

from osk_scan.web.settings import Settings

_PATIENCE = 60
_PAUSE = 1.0
_log = logging.getLogger("uvicorn.error")


class Workshop:
    """One process running a module: what brings it down does not bring the server down."""

    def __init__(self, settings: Settings, module: str) -> None:
        self._settings = settings
        self._module = module
        self._worker: subprocess.Popen[bytes] | None = None
        self._closing = False
        self._lock = Lock()

    async def run(self) -> None:
        """Start the worker, and start it again whenever it ends by itself."""
        while worker := self._started():
            code = await asyncio.to_thread(worker.wait)
            if not self._closing:
                _log.error("%s ended with %s; starting it again", self._module, code)
            await asyncio.sleep(_PAUSE)

    def ring(self) -> None:
        """Wake the worker; a full pipe or a worker that is just being started needs no waking."""
        worker = self._worker
        if worker is not None and worker.stdin is not None:
            with suppress(BlockingIOError, BrokenPipeError, ValueError):
                os.write(worker.stdin.fileno(), b"\0")

    def close(self) -> None:
        """Hang up, and wait until what is being read or assessed is finished."""
        with self._lock:
            self._closing = True
            worker = self._worker
        if worker is None:
            return
        if worker.stdin is not None:
            worker.stdin.close()
        try:
            worker.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            worker.kill()  # nothing is lost: it is taken up again at the next start
            worker.wait()

    def _started(self) -> "subprocess.Popen[bytes] | None":
        with self._lock:
            if self._closing:
                return None
            said = map(str, (self._settings.db, *self._settings.overlays))
            command = [sys.executable, "-m", self._module, *said]
            worker = subprocess.Popen(command, stdin=subprocess.PIPE, bufsize=0)  # noqa: S603  (our own program)
            if worker.stdin is not None:
                os.set_blocking(worker.stdin.fileno(), False)
            self._worker = worker
            return worker
