"""Read the policy on licenses: a file that is as it ships is not parsed again, what it holds lies beside as JSON."""

from collections.abc import Callable, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Raw, Struct

COMPILED = Path(__file__).parent / "knowledge" / "policy.json"

T = TypeVar("T")


class Compiled(Struct, frozen=True, array_like=True):
    """What a file or several hold, and of which bytes that is true."""

    sha256: str
    holds: Raw


@cache
def compiled() -> dict[str, Compiled]:
    """Return what is compiled: files by their names, and what is made of several."""
    return msgspec.json.decode(COMPILED.read_bytes(), type=dict[str, Compiled])


def load_policy(path: Path, kind: type[T]) -> T:
    """Return the policy file at `path` as a `kind`; one that was changed since it was compiled is read as YAML.

    Raises:
        InvalidPolicy: as `yaml_reading.load_policy`.
    """

    def parsed() -> T:
        from osk_scan import yaml_reading  # here, because importing the parser takes longer than all of these files

        return yaml_reading.load_policy(path, kind)

    return load_compiled(path.name, (path,), kind, parsed)


def load_compiled(name: str, files: Sequence[Path], kind: type[T], make: Callable[[], T]) -> T:
    """Return what is compiled under a name, or make it anew where one of its files was changed since."""
    known = compiled().get(name)
    if known and all(file.is_file() for file in files) and digest(files) == known.sha256:
        return msgspec.json.decode(known.holds, type=kind)
    return make()


def digest(files: Sequence[Path]) -> str:
    """Return the hash of the bytes of files, one after the other."""
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
