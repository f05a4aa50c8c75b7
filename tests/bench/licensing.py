"""Read, judge, choose and suggest licenses, beside what others do of it.

Peers: LicenseLynx and license-expression read, license-audit and licenseal also judge. None of them chooses arms
jointly or names minimal conflicts, so theirs is the smaller question.
"""

from itertools import product
from pathlib import Path

from osk_scan.model import Relation

LICENSES = (
    "MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "Zlib", "MPL-2.0", "EPL-2.0", "CDDL-1.0",
    "LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-3.0-or-later", "GPL-2.0-only", "GPL-2.0-or-later", "GPL-3.0-only",
    "AGPL-3.0-only", "EUPL-1.2", "MIT OR GPL-3.0-only", "MIT OR Apache-2.0", "GPL-2.0-only OR GPL-3.0-only",
    "EPL-1.0 OR GPL-2.0-or-later", "GPL-2.0-only WITH Classpath-exception-2.0", "BSD-3-Clause AND MIT", "CC0-1.0",
)  # fmt: skip
"""24 licenses as a system of a thousand components has them."""

FIFTY = (
    *LICENSES, "0BSD", "AFL-3.0", "Artistic-2.0", "BSL-1.0", "BSD-4-Clause", "CC-BY-4.0", "CECILL-2.1", "CPL-1.0",
    "EPL-1.0", "FTL", "IJG", "LGPL-2.0-or-later", "libpng-2.0", "MIT-0", "MPL-1.1", "MS-PL", "NCSA", "OFL-1.1",
    "OpenSSL", "OSL-3.0", "PHP-3.01", "PostgreSQL", "PSF-2.0", "Python-2.0", "Unlicense", "W3C",
)  # fmt: skip


_STRINGS = Path(__file__).parents[1] / "licenses" / "strings"
_NAMES = (
    "GPLv2+", "LGPL 2.1 or later", "Apache License, Version 2.0", "The MIT License", "BSD 3-Clause", "New BSD License",
    "Mozilla Public License 2.0", "EUPL 1.2", "GNU General Public License v3", "zlib/libpng", "Public Domain", "ISC",
    "Eclipse Public License - v 2.0", "CC-BY-4.0", "Python Software Foundation License", "Artistic 2", "AGPLv3",
    "https://www.apache.org/licenses/LICENSE-2.0.txt", "http://opensource.org/licenses/MIT", "Boost Software License",
    "Microsoft EULA", "SEE LICENSE IN LICENSE.md", "License :: OSI Approved :: Apache Software License", "Proprietary",
)  # fmt: skip


_TRUTH = Path(__file__).parents[3] / "shared" / "truth" / "license-strings.tsv"
_LOADING = [
    "GPLv2+", "https://www.apache.org/licenses/LICENSE-2.0", "Foo or Bar", "Mozzilla Public License 2",
    "LicenseRef-Vendor",
]  # fmt: skip
"""Texts that need every table: a name, an address, a list, one letter that is wrong, a name of one's own."""


def names() -> list[str]:
    """Return more than a thousand names of licenses as documents write them, each different from all others."""
    spelled = [spell(text) for text in _NAMES for spell in (str, str.lower, str.upper, str.title)]
    around = product(("", "the ", "License: ", "license "), spelled, ("", " ", ".", ","))
    return list(dict.fromkeys("".join(parts) for parts in around))


def pairs() -> list[str]:
    """Return more than a thousand texts that name two licenses."""
    return [f"{a}{by}{b}" for a, b in product(_NAMES, repeat=2) for by in (" or ", " and ")]


def written() -> list[str]:
    """Return every string that the tests hold as documents of many ecosystems write it, each once."""
    rows = [
        line.split("\t") for path in sorted(_STRINGS.glob("*.tsv")) for line in path.read_text("utf-8").splitlines()
    ]
    return list(dict.fromkeys(row[1] for row in rows if len(row) > 2 and row[0] != "ecosystem"))


def truth() -> list[str]:
    """Return the labelled strings that lie beside the project, each once; none where they do not."""
    rows = _TRUTH.read_text("utf-8").splitlines()[1:] if _TRUTH.exists() else []
    return list(dict.fromkeys(row.partition("\t")[0] for row in rows))


def load_tables() -> None:
    """Read what needs every table, so that the tables are not counted."""
    read_all(_LOADING)


def read_all(texts: list[str]) -> None:
    """Read each text once: no cache of whole answers can help.

    A bounded number of names between operators is kept with their readings, so lists gain where they share names.
    """
    from osk_scan.licenses.expression import read

    for text in texts:
        read(text)


def license_lynx(texts: list[str]) -> None:
    """Map each text, as LicenseLynx can: names only."""
    from licenselynx.licenselynx import LicenseLynx  # type: ignore[import-untyped]  # ships no types

    for text in texts:
        LicenseLynx.map(text)


def license_expression(texts: list[str]) -> None:
    """Parse each text; what is no expression is refused."""
    from license_expression import (  # type: ignore[import-untyped]  # ships no types
        ExpressionError,
        ExpressionParseError,
        get_spdx_licensing,
    )

    licensing = get_spdx_licensing()
    for text in texts:
        try:
            licensing.parse(text)
        except (ExpressionError, ExpressionParseError):
            continue


def license_audit_reads(texts: list[str]) -> None:
    """Normalise each text."""
    from license_audit.licenses.spdx import SpdxNormalizer  # type: ignore[import-not-found]  # of the group `bench`

    normalizer = SpdxNormalizer()
    for text in texts:
        normalizer.normalize(text)


def licenseal_reads(texts: list[str]) -> None:
    """Normalise each text."""
    from licenseal.analysis.spdx import normalize_license  # type: ignore[import-not-found]  # of the group `bench`

    for text in texts:
        normalize_license(text)


def system(components: int) -> list[str]:
    """Return the licenses of one system."""
    return [LICENSES[at * 7 % len(LICENSES)] for at in range(components)]


def answer_system(licenses: list[str]) -> None:
    """Judge every component, choose all arms together, name conflicts, duties and the openCode answer, in words."""
    from osk_scan.licenses.choice import Used, choose
    from osk_scan.licenses.contexts import Provisioning
    from osk_scan.licenses.obligations import obligations_for
    from osk_scan.licenses.opencode import check_publication

    relations = (Relation.DYNAMIC, Relation.STATIC)
    used = [Used(str(at), text, relations[at % 2]) for at, text in enumerate(licenses)]
    choice = choose(used, "EUPL-1.2", Provisioning.SOURCE)
    if not choice.conflicts or not all(one.verdict.explanation.de for one in choice.components):
        raise AssertionError("the system has conflicts, and every verdict its words")
    obligations_for(choice, used, Provisioning.SOURCE)
    check_publication(choice)


def suggest_outbound(licenses: tuple[str, ...]) -> None:
    """Try all licenses that the OSI approved."""
    from osk_scan.licenses.choice import Used
    from osk_scan.licenses.contexts import Provisioning
    from osk_scan.licenses.suggestions import osi_approved, suggest

    if len(osi_approved()) < 120:
        raise AssertionError("fewer than 120 candidates")
    suggest({Provisioning.SOURCE: [Used(text, text, Relation.DYNAMIC) for text in licenses]})


def license_audit_judges(licenses: list[str]) -> None:
    """Find the outbound licenses that fit and the pairs that do not."""
    from license_audit.core.compatibility import CompatibilityMatrix  # type: ignore[import-not-found]  # group `bench`
    from license_audit.core.recommender import LicenseRecommender  # type: ignore[import-not-found]  # group `bench`

    matrix = CompatibilityMatrix()
    inbound = LicenseRecommender(matrix).resolve_inbound(licenses)
    matrix.find_compatible_outbound(inbound)
    matrix.find_incompatible_pairs(inbound)


def licenseal_judges(licenses: list[str]) -> None:
    """Judge every component under EUPL-1.2."""
    from licenseal.analysis.compatibility import analyze  # type: ignore[import-not-found]  # of the group `bench`
    from licenseal.models import Dependency, Ecosystem, LicenseInfo  # type: ignore[import-not-found]  # of the group `bench`

    python = next(iter(Ecosystem))
    named = [Dependency(str(at), "", python) for at in range(len(licenses))]
    analyze("EUPL-1.2", [LicenseInfo(one, text, text) for one, text in zip(named, licenses, strict=True)])


def import_judging() -> None:
    """Load the modules, numpy among them, but no table."""
    import osk_scan.licenses.choice
    import osk_scan.licenses.obligations
    import osk_scan.licenses.opencode  # noqa: F401  (all that `answer_system` uses)


def bare() -> None:
    """What a process weighs that knows nothing of licenses."""
    import msgspec
    import numpy as np

    np.zeros(1)
    msgspec.json.encode(None)


def know_everything() -> None:
    """Load all that is known: names, addresses, categories, matrices, clauses, duties."""
    load_tables()
    answer_system(system(100))
    suggest_outbound(FIFTY)
