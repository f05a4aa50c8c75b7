"""Read the policy on licenses: a file that is as it ships is not parsed again, what it holds lies beside as JSON."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Raw, Struct

COMPILED = Path(__file__).parent / "knowledge" / "policy.json"

T = TypeVar("T")


class Compiled(Struct, frozen=True, array_like=True):
    """What one file holds, and of which bytes that is true."""

    sha256: str
    holds: Raw


@cache
def compiled() -> dict[str, Compiled]:
    """Return the compiled files by their names."""
    return msgspec.json.decode(COMPILED.read_bytes(), type=dict[str, Compiled])


def load_policy(path: Path, kind: type[T]) -> T:
    """Return the policy file at `path` as a `kind`; one that was changed since it was compiled is read as YAML.

    Raises:
        InvalidPolicy: as `yaml_reading.load_policy`.
    """
    known = compiled().get(path.name)
    if known and path.is_file() and sha256(path.read_bytes()).hexdigest() == known.sha256:
        return msgspec.json.decode(known.holds, type=kind)
    from osk_scan import yaml_reading  # here, because importing the parser takes longer than all of these files

    return yaml_reading.load_policy(path, kind)
