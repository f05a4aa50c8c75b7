"""What the fuzzing begins with: the fixtures of every format, and where they are archives, what lies in them."""

import zipfile
from io import BytesIO
from pathlib import Path

from osk_scan.parsers import parsers

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
LARGEST = 64 << 10
"""Bytes; a larger fixture would take the time of many small ones."""


def seeds() -> dict[str, tuple[bytes, ...]]:
    """Return the fixtures of each format, by its name, in the order of their file names."""
    return {name: tuple(_fixtures(FIXTURES / name)) for name in sorted(parsers())}


def _fixtures(folder: Path) -> list[bytes]:
    files = (path for path in sorted(folder.glob("*")) if path.is_file() and not path.name.endswith(".expected.json"))
    return [path.read_bytes() for path in files if path.stat().st_size <= LARGEST]


def entries_of(content: bytes) -> dict[str, bytes]:
    """Return what lies in a zip archive; nothing where the bytes are none."""
    if not content.startswith(b"PK\x03\x04"):
        return {}
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def packed(entries: dict[str, bytes]) -> bytes:
    """Return a zip archive of `entries`."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, entry in entries.items():
            archive.writestr(zipfile.ZipInfo(name), entry)
    return content.getvalue()
