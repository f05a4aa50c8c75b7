"""Where the data lies that ships with osk-scan: the policy and the demo's documents."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def rules_folder() -> Path:
    """Return the folder of the policy: inside the package when installed, beside it in a checkout."""
    return _shipped("rules", _PACKAGE.parent / "rules")


def demo_folder() -> Path:
    """Return the folder with the documents of the three fictional agencies."""
    return _shipped("demo", _PACKAGE.parent / "fixtures" / "demo")


def _shipped(name: str, in_checkout: Path) -> Path:
    in_wheel = _PACKAGE / name
    return in_wheel if in_wheel.is_dir() else in_checkout
