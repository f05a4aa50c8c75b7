"""Where the data lies that ships with osk-scan: the policy and the demo's documents."""

import os
from functools import cache
from pathlib import Path
from shutil import copyfile, copytree
from tempfile import TemporaryDirectory

from osk_scan.errors import InvalidPolicy

RULES = "OSK_RULES"
"""Environment variable that names another policy; a process has one, because knowledge of licenses is read once."""

EXTENDS = "extends-shipped"
"""File that marks a folder as holding only what differs from the shipped policy."""

_PACKAGE = Path(__file__).parent


def rules_folder() -> Path:
    """Return the folder of the policy: the one that OSK_RULES names, else the shipped one.

    A folder with a file `extends-shipped` holds only what is added to the shipped policy or takes the place of its
    files; the folder returned is both of them together.

    Raises:
        InvalidPolicy: where OSK_RULES names a folder that is no policy.
    """
    if not os.environ.get(RULES):
        return shipped_rules()
    own = Path(os.environ[RULES])
    if (own / EXTENDS).is_file():
        return whole_policy(own)
    if not (own / "sovereignty.yaml").is_file():
        raise InvalidPolicy(
            str(own),
            "has no sovereignty.yaml, so is no policy",
            f"copy {shipped_rules()} and change it, or put an empty file `{EXTENDS}` beside what you change",
        )
    return own


def whole_policy(folder: Path) -> Path:
    """Return the folder that holds all of a policy: `folder`, or where it extends the shipped one, both together.

    Raises:
        InvalidPolicy: for a file that has no place in the shipped policy.
    """
    return Path(_extended(folder).name) if (folder / EXTENDS).is_file() else folder


@cache
def _extended(own: Path) -> TemporaryDirectory[str]:
    """Return a folder with the shipped policy and the files of `own` in it; it goes with the process.

    Raises:
        InvalidPolicy: for a file that neither takes the place of a shipped one nor stands in a folder of many.
    """
    both, shipped = TemporaryDirectory(prefix="osk-scan-rules-"), shipped_rules()
    copytree(shipped, both.name, dirs_exist_ok=True)
    for file in sorted(own.rglob("*.yaml")):
        name = file.relative_to(own)
        if not (shipped / name).is_file() and (not name.parent.name or not (shipped / name.parent).is_dir()):
            raise InvalidPolicy(
                f"{own.name}/{name.as_posix()}", "has no place in the shipped policy", "correct its name or folder"
            )
        copyfile(file, Path(both.name) / name)
    return both


def shipped_rules() -> Path:
    """Return the folder of the shipped policy: inside the package when installed, beside it in a checkout."""
    return _shipped("rules", _PACKAGE.parent / "rules")


def demo_folder() -> Path:
    """Return the folder with the documents of the three fictional agencies."""
    return _shipped("demo", _PACKAGE.parent / "fixtures" / "demo")


def _shipped(name: str, in_checkout: Path) -> Path:
    in_wheel = _PACKAGE / name
    return in_wheel if in_wheel.is_dir() else in_checkout
