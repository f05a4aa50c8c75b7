"""Install the uploaders that agencies use, each in a folder of its own: `make clients`, for CI."""

import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(os.environ.get("OSK_CLIENTS", Path(__file__).resolve().parents[2] / "build" / "clients"))


class PyPI(NamedTuple):
    """An uploader written in Python, in an environment of its own."""

    command: str
    package: str
    python: tuple[int, int] = (3, 11)
    """The oldest that it runs on."""


FROM_PYPI = {
    "dtrack-auditor": PyPI("dtrackauditor", "dtrack-auditor==1.5.0"),
    "dt-sbom-scanner": PyPI("sbom-scanner", "dt-sbom-scanner==2.0.1", (3, 12)),
    # The line above 5 needs Python 3.14: on 3.13 it falls over its own annotations.
    "owasp-dependency-track-cli": PyPI("owasp-dtrack-cli", "owasp-dependency-track-cli==1.0.11", (3, 13)),
}
FROM_NPM = {"cdxgen": "@cyclonedx/cdxgen@12", "dependency-track": "@dependency-track/bom@1"}
_NODE = f"node-linux-{'arm64' if platform.machine() == 'aarch64' else 'x64'}"
"""Node.js itself as a package, for machines whose own is older than the programs want (Debian 12 has 18)."""
_OLDEST_NODE = 20
PROVIDER = "oidc-provider@9"
"""No uploader: an OpenID provider that the OpenID Foundation certified, for the tests of the login."""
_VERSION = re.compile(r"Python ([0-9]+)\.([0-9]+)\.")


def program(name: str) -> Path | None:
    """Return an uploader's program, or None where it is not installed."""
    npm = FOLDER / "npm" / "node_modules" / ".bin" / name
    place = FOLDER / name / "bin" / FROM_PYPI[name].command if name in FROM_PYPI else npm
    return place if place.exists() else None


def provider() -> Path | None:
    """Return the OpenID provider's module for Node.js, or None where it is not installed."""
    module = FOLDER / "npm" / "node_modules" / "oidc-provider" / "lib" / "index.js"
    return module if module.exists() else None


def environment() -> dict[str, str]:
    """Return the environment for programs of Node.js: one new enough comes first where it had to be installed."""
    newer = FOLDER / "npm" / "node_modules" / _NODE / "bin"
    path = os.environ.get("PATH", os.defpath)
    return {**os.environ, "PATH": f"{newer}{os.pathsep}{path}" if newer.exists() else path}


def install() -> bool:
    """Install what this machine can run and does not have yet, and tell whether all of that worked."""
    return all([*(_from_pypi(*one) for one in FROM_PYPI.items()), _from_npm()])


def _from_pypi(name: str, wanted: PyPI) -> bool:
    if program(name):
        return _told(name, "is there")
    python = next((path for version, path in _pythons() if version >= wanted.python), None)
    if python is None:
        return _told(name, "needs Python {}.{}, which this machine does not have".format(*wanted.python))
    folder = FOLDER / name
    pip = (folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    made = _succeeds(python, "-m", "venv", "--clear", folder) and _succeeds(*pip, wanted.package)
    return _told(name, f"installed for {python}" if made else "could not be installed", well=made)


def _from_npm() -> bool:
    if all(map(program, FROM_NPM)) and provider():
        return _told(", ".join(FROM_NPM), "are there")
    if shutil.which("npm") is None:
        return _told(", ".join(FROM_NPM), "need npm, which this machine does not have")
    # Without the optional parts: they are programs for other machines, hundreds of megabytes of them.
    options = (
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
        "--omit=optional",
        "--ignore-scripts",
        "--prefix",
        FOLDER / "npm",
    )
    newer = (f"{_NODE}@22",) if _node() < _OLDEST_NODE else ()
    made = _succeeds("npm", "install", *options, *FROM_NPM.values(), PROVIDER, *newer)
    return _told(", ".join(FROM_NPM), "installed" if made else "could not be installed", well=made)


def _node() -> int:
    """Return the major version of this machine's Node.js, 0 where there is none."""
    place = shutil.which("node")
    said = subprocess.run([place, "--version"], check=False, capture_output=True, text=True).stdout if place else ""
    return int(said.strip().removeprefix("v").partition(".")[0] or 0)


def _pythons() -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the interpreters of this machine with their versions: this one, those on the path, those of pyenv."""
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    named = (shutil.which(f"python3.{minor}") for minor in (12, 13, 14))
    for place in (sys.executable, *filter(None, named), *sorted(map(str, root.glob("versions/3.1?.*/bin/python")))):
        said = subprocess.run([place, "--version"], check=False, capture_output=True, text=True)
        if found := _VERSION.match(said.stdout):
            yield (int(found[1]), int(found[2])), place


def _told(name: str, outcome: str, *, well: bool = True) -> bool:
    print(name, outcome, flush=True)
    return well


def _succeeds(*command: str | Path) -> bool:
    return subprocess.run(list(map(str, command)), check=False, stdout=subprocess.DEVNULL).returncode == 0


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    sys.exit(0 if install() else 1)
