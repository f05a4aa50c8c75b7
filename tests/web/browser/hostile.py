"""A document whose author means harm."""

import json
from itertools import pairwise

NAMES = (
    "<script>document.title='caught'</script>",
    '"><img src=x onerror="document.title=\'caught\'">',
    '=HYPERLINK("https://elsewhere.example","click")',
    "{{ 7 * 7 }}${7*7}",
    "invoice\u202egpj.exe",
    "\u2066\u2067mixed\u200f",
    "x" * 10_000,
    "word " * 2_000,
    "javascript:document.title='caught'",
    "-- '; DROP TABLE component; --",
)


def hostile_bom(license_name: str = "<b>Own</b> license") -> bytes:
    components = [
        {
            "type": "library",
            "bom-ref": f"{at} {name[:50]}",
            "name": name,
            "version": f"{at}<i>",
            "publisher": name,
            "licenses": [{"license": {"name": license_name if at % 2 else "GPL-3.0-only"}}],
        }
        for at, name in enumerate(NAMES)
    ]
    subject = {"type": "application", "bom-ref": "root", "name": NAMES[0], "version": "1"}
    chain = ["root", *(str(component["bom-ref"]) for component in components)]
    needs = [{"ref": above, "dependsOn": [below]} for above, below in pairwise(chain)]
    return json.dumps(
        {
            "bomFormat": "CycloneDX",
            "specVersion": "1.6",
            "metadata": {"component": subject},
            "components": components,
            "dependencies": needs,
        }
    ).encode()
