"""Compile the policy on licenses from its YAML: `python -m osk_scan.licenses._build.policy`, after every change of it."""

from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Raw

from osk_scan.licenses._compiled_policy import COMPILED, Compiled
from osk_scan.shipped import shipped_rules
from osk_scan.yaml_reading import load_policy

FILES = ("contexts", "license_authorities/*", "license_categories", "license_obligations", "opencode_licenses")
"""What every question about licenses may need."""


def compiled() -> bytes:
    """Return the compiled form of the policy that ships, by file name."""
    paths = [path for name in FILES for path in sorted(shipped_rules().glob(f"{name}.yaml"))]
    return msgspec.json.format(msgspec.json.encode({path.name: _held(path) for path in paths}), indent=1)


def _held(path: Path) -> Compiled:
    plain = load_policy(path, object)
    return Compiled(sha256(path.read_bytes()).hexdigest(), Raw(msgspec.json.encode(plain)))


if __name__ == "__main__":
    COMPILED.write_bytes(compiled())
