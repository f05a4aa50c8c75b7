"""Which entries of a Windows program list are parts of another product, by patterns that leave no doubt."""

import re

PARTS = {
    "update": (
        r"\(KB\d{6,8}\)",
        r"^(?:(?:Security |Critical )?Update|Hotfix|(?:Sicherheits|Definitions)?[Uu]pdate) (?:for|für) Microsoft ",
        r"^KB\d{6,8}$",
        r"^Microsoft .* Service Pack \d+ \(SP\d+\)",
    ),
    "language pack": (
        r"\bLanguage Pack\b",
        r"\bSprachpaket\b",
        r"^Microsoft Office (?:Proof|Proofing|Korrekturhilfen)\b",
        r"^Microsoft (?:Office )?.+ MUI \([A-Za-z ]+\)",
        r"^Microsoft Office .*Outils de vérification",
    ),
    "redistributable": (
        r"^Microsoft Visual C\+\+ \d{4}.*(?:Redist|Runtime|Laufzeit)",
        r"^Microsoft Visual C\+\+ 20\d\d X?(?:86|64) (?:Minimum|Additional|Debug) Runtime",
    ),
}
"""Source: the names under `HKLM\\…\\Uninstall` as the vendors' installers write them, German and English editions."""

_ANY = re.compile("|".join(pattern for patterns in PARTS.values() for pattern in patterns))


def is_part(name: str) -> bool:
    """Tell whether a program of this name is certainly an update, language pack or redistributable of another."""
    return bool(_ANY.search(name))
