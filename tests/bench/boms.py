"""Make CycloneDX documents as large as real ones, always the same bytes."""

import json
import random

_LICENSES = ("MIT", "ISC", "Apache-2.0", "BSD-3-Clause", "MPL-2.0", "LGPL-2.1-or-later", "GPL-3.0-only", "0BSD")


def bom(components: int, seed: int = 1) -> bytes:
    """Return a CycloneDX 1.6 JSON document with `components` components and about 2.4 edges each."""
    dice = random.Random(seed)
    listed = [_component(at, dice) for at in range(components)]
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:00000000-0000-4000-8000-{seed:012d}",
        "metadata": {"component": {"type": "application", "bom-ref": "root", "name": "portal", "version": "1.0"}},
        "components": listed,
        "dependencies": [
            {"ref": "root", "dependsOn": [listed[at]["bom-ref"] for at in range(min(20, components))]},
            *({"ref": listed[at]["bom-ref"], "dependsOn": _targets(at, listed, dice)} for at in range(components)),
        ],
    }
    return json.dumps(document, indent=1).encode()


def _component(at: int, dice: random.Random) -> dict[str, object]:
    name, version = f"library-{at}", f"{dice.randrange(9)}.{dice.randrange(30)}.{dice.randrange(9)}"
    purl = f"pkg:npm/{name}@{version}"
    return {
        "type": "library",
        "bom-ref": f"{purl}|{at}",
        "name": name,
        "version": version,
        "supplier": {"name": f"Supplier {at % 400}"},
        "licenses": [{"license": {"id": dice.choice(_LICENSES)}}],
        "purl": purl,
        "hashes": [{"alg": "SHA-512", "content": f"{dice.getrandbits(512):0128x}"}],
        "externalReferences": [{"type": "vcs", "url": f"https://code.example/{name}.git"}],
    }


def _targets(at: int, listed: list[dict[str, object]], dice: random.Random) -> list[object]:
    """Edges mostly run forward, as in real trees, and reach every component."""
    forward = {min(at + dice.randrange(1, 200), len(listed) - 1) for _ in range(2)} | {min(at + 20, len(listed) - 1)}
    return [listed[target]["bom-ref"] for target in sorted(forward - {at})]
