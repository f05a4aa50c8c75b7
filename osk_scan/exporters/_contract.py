"""What an exporter is: the frozen descriptor that each file of this folder ends with."""

from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

from osk_scan.model import Wording
from osk_scan.results import Results


class Limit(Struct, frozen=True):
    """How many findings a format, or who reads it, takes."""

    findings: int
    told: Callable[[int], Wording]
    """What is said of a file for more: of this number."""


class Exporter(Struct, frozen=True):
    """How to write one format as one stream; the module's name is the format's name everywhere."""

    title: str
    specification: str
    """Title, section or URL of the text that defines the format."""
    suffix: str
    """File name suffix with its dot."""
    media_type: str
    render: Callable[[Results], Iterator[bytes]]
    """Pure and deterministic: the same results give the same bytes; a million findings are never held at once."""
    limit: Limit | None = None


class FolderExporter(Struct, frozen=True):
    """How to write one format as several files side by side."""

    title: str
    specification: str
    media_type: str
    """Of each file."""
    write: Callable[[Results, Path], tuple[Path, ...]]
    """Write into an existing folder and return what was written, in the order it was."""
