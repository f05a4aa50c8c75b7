"""Compile the policy on licenses from its YAML: `python -m osk_scan.licenses._build.policy`, after every change of it."""

from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec import Raw

from osk_scan.licenses import _clauses
from osk_scan.licenses._compiled_policy import COMPILED, Compiled, digest
from osk_scan.shipped import shipped_rules
from osk_scan.yaml_reading import load_policy

FILES = ("contexts", "license_authorities/*", "license_categories", "license_obligations", "opencode_licenses")
"""What every question about licenses may need."""


def compiled() -> bytes:
    """Return the compiled form of the policy that ships: by file name, and the rules that cite clauses as they apply."""
    rules = _clauses.files(shipped_rules() / "license_authorities")
    paths = [path for name in FILES for path in sorted(shipped_rules().glob(f"{name}.yaml")) if path not in rules[:2]]
    held = {path.name: _held([path], msgspec.json.encode(load_policy(path, object))) for path in paths}
    in_order = msgspec.json.encode(_clauses.load_clauses(rules[0]), order="deterministic")  # they hold sets
    held[_clauses.NAME] = _held(rules, in_order)
    return msgspec.json.format(msgspec.json.encode(held), indent=1)


def _held(files: Sequence[Path], holds: bytes) -> Compiled:
    return Compiled(digest(files), Raw(holds))


if __name__ == "__main__":
    COMPILED.write_bytes(compiled())
