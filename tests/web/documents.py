"""Small documents to hand in."""

import json


def bom(name: str = "portal", components: int = 3, license_id: str = "MIT", version: str = "1.0") -> bytes:
    listed = [
        {
            "type": "library",
            "bom-ref": f"lib-{at}",
            "name": f"lib-{at}",
            "version": "1.0",
            "purl": f"pkg:npm/lib-{at}@1.0",
            "licenses": [{"license": {"id": license_id}}],
        }
        for at in range(components)
    ]
    subject = {"type": "application", "bom-ref": "root", "name": name, "version": version}
    needs = [{"ref": "root", "dependsOn": [each["bom-ref"] for each in listed]}]
    return json.dumps(
        {
            "bomFormat": "CycloneDX",
            "specVersion": "1.6",
            "metadata": {"component": subject},
            "components": listed,
            "dependencies": needs,
        }
    ).encode()
