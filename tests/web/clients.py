"""Install the uploaders that agencies use, each in a folder of its own: `make clients`, for CI."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

FOLDER = Path(os.environ.get("OSK_CLIENTS", Path(__file__).resolve().parents[2] / "build" / "clients"))
FROM_PYPI = {
    "dtrack-auditor": ("dtrackauditor", "dtrack-auditor==1.5.0"),
    "dt-sbom-scanner": ("sbom-scanner", "dt-sbom-scanner==2.0.1"),
    # The line above 5 needs Python 3.14: on 3.13 it falls over its own annotations.
    "owasp-dependency-track-cli": ("owasp-dtrack-cli", "owasp-dependency-track-cli<5"),
}
FROM_NPM = {"cdxgen": "@cyclonedx/cdxgen@12", "dependency-track": "@dependency-track/bom@1"}


def program(name: str) -> Path | None:
    """Return an uploader's program, or None where it is not installed."""
    command = FROM_PYPI[name][0] if name in FROM_PYPI else name
    place = FOLDER / name / "bin" / command if name in FROM_PYPI else FOLDER / "npm" / "node_modules" / ".bin" / command
    return place if place.exists() else None


def install() -> None:
    """Install what this machine can run, and say what it cannot."""
    python = next((found for each in ("python3.13", "python3.12") if (found := _running(each))), sys.executable)
    for name, (_, package) in FROM_PYPI.items():
        folder = FOLDER / name
        made = _succeeds(python, "-m", "venv", folder) and _succeeds(folder / "bin" / "pip", "install", "-q", package)
        print(name, "installed" if made else "does not install here")
    for name, package in FROM_NPM.items():
        # Without the optional parts: they are programs for other machines, hundreds of megabytes of them.
        options = ("--no-audit", "--no-fund", "--omit=optional", "--ignore-scripts", "--prefix", FOLDER / "npm")
        made = shutil.which("npm") is not None and _succeeds("npm", "install", *options, package)
        print(name, "installed" if made else "does not install here")


def _running(name: str) -> str | None:
    found = shutil.which(name)
    return found if found and _succeeds(found, "--version") else None


def _succeeds(*command: str | Path) -> bool:
    return subprocess.run(list(map(str, command)), check=False, stdout=subprocess.DEVNULL).returncode == 0


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    install()
