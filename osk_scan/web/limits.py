"""How often one caller may call: a bucket of calls that refills with time."""

from collections import OrderedDict
from math import ceil
from threading import Lock

_REMEMBERED = 10_000


class Limit:
    """So many calls a minute for each name; a quarter of them may come at once."""

    def __init__(self, per_minute: int) -> None:
        self._lock = Lock()
        self._each = 60 / per_minute
        self._burst = max(1.0, per_minute / 4)
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, name: str, now: float) -> int:
        """Return 0 and count a call at `now` (seconds, any origin), or the seconds until there is one left."""
        with self._lock:
            left = self._refilled(name, now)
            if left < 1:
                return ceil((1 - left) * self._each)
            self._left[name] = (left - 1, now)
            self._left.move_to_end(name)
            if len(self._left) > _REMEMBERED:
                self._left.popitem(last=False)
            return 0

    def exhausted(self, name: str, now: float) -> int:
        """Return the seconds until there is a call left, without counting one."""
        with self._lock:
            left = self._refilled(name, now)
        return ceil((1 - left) * self._each) if left < 1 else 0

    def _refilled(self, name: str, now: float) -> float:
        left, then = self._left.get(name, (self._burst, now))
        return min(self._burst, left + (now - then) / self._each)
