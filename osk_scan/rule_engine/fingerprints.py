"""Name a statement so that it keeps its name: across re-uploads, versions and assessments."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

import msgspec
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray


def fingerprint(rule: str, agency: str, system: str, subject: str = "", claims: tuple[str, ...] | None = None) -> bytes:
    """Return the BLAKE2b-128 of what is said of whom, in hex.

    Neither the version nor the place in the document is part of it, so that waivers survive updates. JSON keeps the
    parts apart whatever they contain.

    Args:
        rule: id of the rule.
        agency: empty for the whole portfolio.
        system: empty where it is about no single system.
        subject: the package without its version, or the product or vendor that a number is about.
        claims: where the statement is about a license, what the document says of it.
    """
    said = msgspec.json.encode((rule, agency, system, subject, claims))
    return blake2b(said, digest_size=16).hexdigest().encode("ascii")


def as_column(fingerprints: Iterable[bytes]) -> NDArray[np.bytes_]:
    """Return fingerprints as one column of 32 bytes each."""
    return np.array(list(fingerprints), dtype="S32")
