"""Style sheets and the script: the only files that pages load, shipped in the package."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from osk_scan import reports, web

_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


@cache
def assets() -> dict[str, tuple[bytes, str]]:
    """Return (content, media type) of each file by its name; the reports' style is the pages' too."""
    folder = Path(web.__file__).with_name("static")
    files = {file.name: file for file in sorted(folder.iterdir()) if file.suffix in _TYPES}
    files["report.css"] = Path(reports.__file__).with_name("templates") / "style.css"
    return {name: (file.read_bytes(), _TYPES[file.suffix]) for name, file in files.items()}


@cache
def version() -> str:
    """Return what changes with the files' content, so that browsers may keep them for long."""
    digest = sha256()
    for name, (content, _) in sorted(assets().items()):
        digest.update(name.encode() + b"\0" + content)
    return digest.hexdigest()[:12]
