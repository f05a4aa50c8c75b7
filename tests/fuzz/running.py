"""Give one broken document to everything that reads documents, and say what it did with it."""

import resource
import signal
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from types import FrameType
from typing import TypeVar

import msgspec
from msgspec import Struct

from osk_scan import problems
from osk_scan.errors import RefusedDocument
from osk_scan.model import Document, Inventory
from osk_scan.parsers import parse, recognised, unwrapped, validate
from tests.fuzz.mutations import mutated

T = TypeVar("T")

LONGEST = 5.0
"""Seconds of the processor for one document; what others do on the machine is not its fault."""
WAITED = 60.0
"""Seconds on the wall for one document: what sleeps or waits for a lock uses no processor."""
MEMORY = 512 << 20
"""Bytes beyond those that the interpreter and its libraries take."""


class Hang(Exception):
    """A document took longer than `LONGEST` or `WAITED`."""


class Outcome(Struct, frozen=True):
    """What became of one document."""

    state: str
    """`read`, `refused`, `hang` or `crash`."""
    seconds: float
    quarantined: int = 0
    reason: str = ""


def tried(name: str, content: bytes) -> Outcome:
    """Return what became of `content` as a document of format `name`, and of whatever else it looks like."""
    started = time.process_time()
    try:
        with _time_limit():
            quarantined = _read_everywhere(name, Document(f"{name}.dat", content))
    except RefusedDocument as refusal:
        outcome = Outcome("refused", time.process_time() - started, reason=_told_in_one_line(refusal))
    except Hang:
        outcome = Outcome("hang", time.process_time() - started, reason=traceback.format_exc(limit=-3))
    except Exception:  # noqa: BLE001  (whatever else comes out is what is looked for)
        outcome = Outcome("crash", time.process_time() - started, reason=traceback.format_exc(limit=-6))
    else:
        outcome = Outcome("read", time.process_time() - started, quarantined)
    if outcome.seconds > LONGEST and outcome.state != "hang":
        return Outcome("hang", outcome.seconds, reason="it did not stop when it was told to")
    return outcome


def run(name: str, seeds: tuple[bytes, ...], count: int, seed: int) -> Iterator[tuple[bytes, Outcome]]:
    """Yield `count` broken documents of one format with what became of each; the same seed gives the same."""
    for number in range(count):
        chance = Random(f"{seed} {name} {number}")
        content = mutated(chance.choice(seeds), chance, chance.choice((1, 1, 1, 2, 3, 6)))
        yield content, tried(name, content)


def bound_memory() -> None:
    """Let this process have `MEMORY` more than it has now; what asks for more gets a MemoryError."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    limit = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _read_everywhere(name: str, document: Document) -> int:
    """Return how much was quarantined by the parser of format `name`.

    Raises:
        RefusedDocument: where that parser refuses the document; what others say of it must be sound, no more.
    """
    for inner in _or_none(unwrapped, document) or ():
        other = _or_none(recognised, inner)
        if other and (other != name or inner is not document):
            _read_as(other, inner)
    _or_none(validate, document, name)
    inventory = parse(document, name)
    check(inventory)
    return len(inventory.quarantined)


def _read_as(name: str, document: Document) -> None:
    inventory = _or_none(parse, document, name)
    if inventory:
        check(inventory)


def _or_none(step: Callable[..., T], *arguments: object) -> T | None:
    try:
        return step(*arguments)
    except RefusedDocument as refusal:
        _told_in_one_line(refusal)
        return None


def check(inventory: Inventory) -> None:
    """Assert what holds for every inventory, whatever it was read from."""
    kept = len(inventory.components) + inventory.merged + inventory.folded + len(inventory.quarantined)
    assert inventory.found == kept, "conservation law"
    size = len(inventory.components)
    assert len({component.ref for component in inventory.components}) == size, "references are unique"
    assert all(0 <= edge.source < size and 0 <= edge.target < size for edge in inventory.dependencies)
    assert inventory.subject is None or 0 <= inventory.subject < size
    for component in inventory.components:
        assert component.name.strip(), "a component has a name"
        assert component.name.isprintable()
        assert 0 <= component.installations < 1 << 63
    for problem in (*inventory.problems, *(kept.problem for kept in inventory.quarantined)):
        assert "\n" not in problems.message(problem).de
    msgspec.json.encode(inventory).decode("utf-8")


def _told_in_one_line(refusal: RefusedDocument) -> str:
    said = str(refusal)
    assert "\n" not in said, "an error is one line"
    assert problems.message(problems.refusal(refusal)).de
    return said


@contextmanager
def _time_limit() -> Iterator[None]:
    def stop(signum: int, frame: FrameType | None) -> None:
        raise Hang

    signal.signal(signal.SIGPROF, stop)
    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    signal.setitimer(signal.ITIMER_REAL, WAITED)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
