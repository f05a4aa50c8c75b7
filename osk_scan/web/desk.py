"""What all calls share: settings, threads, limits, policy."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from starlette.requests import Request

from osk_scan.pipeline.access import Caller
from osk_scan.pipeline.policy import Policy
from osk_scan.store.database import Database
from osk_scan.store.keys import note_uses
from osk_scan.web.clock import now
from osk_scan.web.errors import TooMany
from osk_scan.web.limits import Limit
from osk_scan.web.settings import Settings
from osk_scan.web.workshop import Workshop

if TYPE_CHECKING:
    from osk_scan.web.openid.provider import Provider

T = TypeVar("T")
_EXPORTS_AT_ONCE = 2
"""Large ones, each in a process of its own."""


class Desk:
    """Opened when the server starts, closed when it ends."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.policy = Policy(overlays=settings.overlays)
        # While one connection stays open, closing another does not write the log back into the file.
        self._open = Database(settings.db)
        self._threads = ThreadPoolExecutor(settings.threads, thread_name_prefix="answer")
        self._calls = Limit(settings.requests_per_minute)
        self._strangers = Limit(settings.logins_per_minute)
        self._used: dict[str, str] = {}
        self.openid = _provider(settings)
        self.exporting = asyncio.Semaphore(_EXPORTS_AT_ONCE)
        self.workshop = Workshop(settings, "osk_scan.web.worker")
        self.press = Workshop(settings, "osk_scan.web.press")

    async def run(self, work: Callable[[Database], T]) -> T:
        """Do work that waits for the database or the processor in a thread, with a connection of its own."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._with_database, work)

    def count(self, caller: Caller) -> None:
        """Count one call of a key.

        Raises:
            TooMany: for one over the limit.
        """
        self._used[caller.key] = now()
        if seconds := self._calls.wait(caller.key, time.monotonic()):
            raise TooMany(f"key {caller.key}", seconds)

    def count_stranger(self, address: str) -> None:
        """Count one failed login: a wrong key, or an answer from elsewhere that proves nothing.

        A right key is never turned away for what others at its address do.

        Raises:
            TooMany: for one over the limit.
        """
        if seconds := self._strangers.wait(address, time.monotonic()):
            raise TooMany(address, seconds)

    def admit_stranger(self, address: str) -> None:
        """Let an address try a key.

        Raises:
            TooMany: where too many were wrong.
        """
        if seconds := self._strangers.exhausted(address, time.monotonic()):
            raise TooMany(address, seconds)

    def keep_uses(self) -> None:
        """Keep when keys were last used: gathered, so that reading never waits to write."""
        used, self._used = self._used, {}
        if used:
            with Database(self.settings.db) as db:
                note_uses(db, used)

    def close(self) -> None:
        """Let running answers end, and close the database."""
        self._threads.shutdown(wait=True)
        self.keep_uses()
        self._open.close()

    def _with_database(self, work: Callable[[Database], T]) -> T:
        with Database(self.settings.db) as db:
            return work(db)


def desk_of(request: Request) -> Desk:
    """Return the desk that a request came to."""
    desk: Desk = request.app.state.desk
    return desk


def _provider(settings: Settings) -> "Provider | None":
    """Return the OpenID provider; where none is configured, its library is not even looked for."""
    if settings.openid is None:
        return None
    from osk_scan.web.openid.provider import Provider

    return Provider(settings.openid)
