"""Where the data lies that ships with osk-scan: the policy and the demo's documents."""

import os
from pathlib import Path

from osk_scan.errors import InvalidPolicy

RULES = "OSK_RULES"
"""Environment variable that names another policy; a process has one, because knowledge of licenses is read once."""

_PACKAGE = Path(__file__).parent


def rules_folder() -> Path:
    """Return the folder of the policy: the one that OSK_RULES names, else the shipped one.

    Raises:
        InvalidPolicy: where OSK_RULES names a folder that is no policy.
    """
    if not os.environ.get(RULES):
        return shipped_rules()
    own = Path(os.environ[RULES])
    if not (own / "sovereignty.yaml").is_file():
        raise InvalidPolicy(
            str(own), "has no sovereignty.yaml, so is no policy", f"copy {shipped_rules()} and change it"
        )
    return own


def shipped_rules() -> Path:
    """Return the folder of the shipped policy: inside the package when installed, beside it in a checkout."""
    return _shipped("rules", _PACKAGE.parent / "rules")


def demo_folder() -> Path:
    """Return the folder with the documents of the three fictional agencies."""
    return _shipped("demo", _PACKAGE.parent / "fixtures" / "demo")


def _shipped(name: str, in_checkout: Path) -> Path:
    in_wheel = _PACKAGE / name
    return in_wheel if in_wheel.is_dir() else in_checkout
