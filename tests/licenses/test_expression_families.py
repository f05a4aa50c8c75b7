"""Families of spellings: every SPDX name in its spellings, each ecosystem's own words, stewards' pages, languages."""

import re
from collections.abc import Callable, Iterable

import pytest

from osk_scan.licenses._names import USUAL_SPELLINGS
from osk_scan.licenses._table import knowledge
from osk_scan.licenses._words import key
from osk_scan.licenses.expression import read

SPDX = [known for known in knowledge().licenses if known.spdx and not known.exception]
SPELLINGS: dict[str, Callable[[str, str], str]] = {
    "with its identifier": lambda name, id_: f"{name} ({id_})",
    "after its identifier": lambda name, id_: f"{id_} {name}",
    "with an article": lambda name, _: f"The {name}",
    "in capitals": lambda name, _: name.upper(),
    "in British English": lambda name, _: re.sub(r"(?i)license\b", "licence", name),
    "without license": lambda name, _: re.sub(r"(?i)\blicense\b", "", name),
    "with dashes": lambda name, _: re.sub(r"\s+", "-", name),
    "in quotes": lambda name, _: f'"{name}"',
    "in emphasis": lambda name, _: f"**{name}**",
    "with a stop": lambda name, _: f"{name}.",
    "with no-break spaces": lambda name, _: name.replace(" ", "\u00a0"),
    "over two lines": lambda name, _: name.replace(" ", "\n", 1),
    "with underscores": lambda name, _: name.replace(" ", "_"),
    "with its version first": lambda name, _: re.sub(r"^(.+?),? v?(\d+(?:\.\d+)+)$", r"version \2 of the \1", name),
    "with version in a word": lambda name, _: re.sub(r" v?(\d+\.\d+)", r", Version \1", name),
}
LEAST_READ = 0.99


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS.keys())
def test_every_spdx_name_is_read_in_this_spelling(spelling: Callable[[str, str], str]) -> None:
    readings = {known.id: read(spelling(known.name, known.id)) for known in SPDX}
    unread = [id_ for id_, reading in readings.items() if id_ not in (reading.expression, *reading.candidates)]
    print(f"unread: {unread}")
    assert 1 - len(unread) / len(SPDX) >= LEAST_READ


@pytest.mark.parametrize("spellings", USUAL_SPELLINGS)
def test_every_usual_spelling_is_one_that_a_look_up_finds(spellings: Callable[[], Iterable[str]]) -> None:
    listed = list(spellings())
    assert listed == list(dict.fromkeys(listed)) == [key(name) for name in listed]
    assert [name for name in listed if read(name).license_class == "unreadable"] == []


RESTRICTED = [
    "{} (non-commercial)",
    "{} for non-commercial use only",
    "{} with Commons Clause",
    "Modified {} with restrictions",
    "{} (evaluation only)",
    "{}, no commercial use",
    "{} for academic use",
    "{} based proprietary license",
    "not {}",
    "non-{}",
    "{} (students only)",
    "{} (internal use only)",
    "{} and proprietary",
    "{} & EULA",
    "{} trial",
    "{}; all rights reserved",
    "{} -- not for production use",
    "{} but no SaaS",
    "{} (nur private Nutzung)",
    "{} nicht für kommerzielle Zwecke",
]


@pytest.mark.parametrize("restricted", RESTRICTED)
def test_a_license_with_a_restriction_beside_it_is_never_read_as_open(restricted: str) -> None:
    names = ["MIT", "Apache License 2.0", "BSD 3-Clause", "GNU GPL v2", "MPL 2.0", "CC0", "Unlicense", "Public Domain"]
    readings = [read(restricted.format(name)) for name in names]
    assert [] == [reading.raw for reading in readings if reading.openness in ("A", "B", "C")]


def test_every_spdx_exception_is_read_behind_its_license_by_its_title() -> None:
    exceptions = [known for known in knowledge().licenses if known.spdx and known.exception]
    readings = {known.id: read(f"GPL v2 or later with {known.name}") for known in exceptions}
    unread = [
        id_
        for id_, reading in readings.items()
        if f"GPL-2.0-or-later WITH {id_}" not in (reading.expression, *reading.candidates)
    ]
    print(f"unread: {unread}")
    assert 1 - len(unread) / len(exceptions) >= 0.97


READ = [
    # CRAN: Writing R Extensions, section 1.1.2
    ("GPL (>= 2, < 4)", "cran", "GPL-2.0-only OR GPL-3.0-only"),
    ("LGPL (>= 2.0, < 3)", "cran", "LGPL-2.0-only OR LGPL-2.1-only"),
    ("GPL (== 2)", "cran", "GPL-2.0-only"),
    ("EPL (>= 1.0)", "cran", "EPL-1.0+"),
    ("GPL-3 + file LICENSE", "cran", "GPL-3.0-only AND NOASSERTION"),
    ("BSD_3_clause + file LICENCE | GPL (>= 2)", "cran", "BSD-3-Clause OR GPL-2.0-or-later"),
    ("Part of R 4.3.0", "cran", "GPL-2.0-only OR GPL-3.0-only"),
    ("CC BY-SA 3.0 US", "cran", "CC-BY-SA-3.0"),
    ("FreeBSD", "cran", "BSD-2-Clause"),
    ("GPL (> 2)", "cran", "GPL-3.0-or-later"),
    ("GPL (<= 2)", "cran", "GPL-1.0-only OR GPL-2.0-only"),
    ("GPL (!= 1.0)", "cran", "GPL-2.0-only OR GPL-3.0-only"),
    # lists that only blanks divide: Gentoo, Alpine
    ("|| ( Apache-2.0 MIT )", "ebuild", "Apache-2.0 OR MIT"),
    (
        "BSD gui? ( || ( LGPL-2.1 GPL-3+ ) MIT )",
        "ebuild",
        "BSD-3-Clause AND (LGPL-2.1-only OR GPL-3.0-or-later) AND MIT",
    ),
    ("GPL-2 !system-zlib? ( ZLIB )", "portage", "GPL-2.0-only AND Zlib"),
    ("GPL-2+ LGPL-2.1+", "apk", "GPL-2.0-or-later AND LGPL-2.1-or-later"),
    ("Public Domain", "apk", "LicenseRef-scancode-public-domain"),
    # JSON of old package.json files, headers of OSGi bundles
    ('{"type": "MIT", "url": "https://example.org/LICENSE"}', "npm", "MIT"),
    ("['MIT', 'GPL-2.0']", "npm", "MIT OR GPL-2.0-only"),
    ('"Apache-2.0";link="https://example.org/LICENSE"', "maven", "Apache-2.0"),
    ("EPL-2.0;link=https://example.org,GPL-3.0;link=https://example.com", "maven", "EPL-2.0 AND GPL-3.0-only"),
    ("http://www.apache.org/licenses/LICENSE-2.0;description=Apache License, Version 2.0", "maven", "Apache-2.0"),
    # what a name starts with, run-together versions, a hyphen before `or later`
    ("SPDX-license-identifier-GPL-2.0", "", "GPL-2.0-only"),
    ("GPL-2.0-only AND SUSE-Firmware", "", "GPL-2.0-only AND LicenseRef-scancode-proprietary-license"),
    ("License of Ruby", "", "Ruby"),
    ("lgpl21Plus", "nix", "LGPL-2.1-or-later"),
    ("cc-by-sa-40", "nix", "CC-BY-SA-4.0"),
    ("MPL-2.0, LGPL-3.0-or-later", "", "MPL-2.0 AND LGPL-3.0-or-later"),
    ("CC-NC-1.0", "", "LicenseRef-scancode-cc-nc-1.0"),
    # closed licenses beside open ones, exceptions behind a comma or a plus, glosses that restrict nothing
    ("AGPL-3.0 or a Example GmbH commercial license", "", "AGPL-3.0-only OR LicenseRef-scancode-proprietary-license"),
    ("GPL, version 2, with Classpath Exception or EPL 2.0", "", "GPL-2.0-only WITH Classpath-exception-2.0 OR EPL-2.0"),
    ("GPL 2.0 + Classpath Exception", "", "GPL-2.0-only WITH Classpath-exception-2.0"),
    ("MIT (Free for commercial use)", "", "MIT"),
    ("MIT or Apache-2.0, see LICENSE.md for details", "", "MIT OR Apache-2.0"),
    ("Public Domain CC0 1.0", "", "CC0-1.0"),
    ("GPLv2 or later; http://www.gnu.org/licenses/gpl-2.0.html", "", "GPL-2.0-or-later"),
    ("Eclipse Public License; url=https://www.eclipse.org/legal/epl-v10.html", "maven", "EPL-1.0"),
    # German inventories: closed, nothing said
    ("Nutzungsvertrag", "", "LicenseRef-scancode-proprietary-license"),
    ("Einzelplatz-Lizenz", "", "LicenseRef-scancode-proprietary-license"),
    ("–", "", "NOASSERTION"),
    ("k. A.", "", "NOASSERTION"),
    # what stands around a list: quotes, stops, no blanks
    ("MPL-1.1 or GPL-2 or LGPL-2.1;", "deb", "MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-only"),
    ('"(MIT OR Apache-2.0)".', "", "MIT OR Apache-2.0"),
    ("GPLv2_with_classpath_exception", "", "GPL-2.0-only WITH Classpath-exception-2.0"),
    ("SLA0044 (see LICENSE)", "", "LicenseRef-scancode-proprietary-license"),
    # the notice of the European Commission, and the openings of license texts
    ('Licensed under the EUPL, Version 1.2 only (the "Licence")', "", "EUPL-1.2"),
    (
        (
            "Licensed under the EUPL, Version 1.2 or - as soon they will be approved by the European Commission - "
            'subsequent versions of the EUPL (the "Licence");'
        ),
        "",
        "EUPL-1.2+",
    ),
    ("Mozilla Public License Version 2.0\n\n1. Definitions\n\n1.1. Contributor means each individual", "", "MPL-2.0"),
    # Hackage, CPAN, Fedora
    ("BSD4", "hackage", "BSD-4-Clause"),
    ("perl", "cpan", "Artistic-1.0-Perl OR GPL-1.0-or-later"),
    ("eCos", "rpm-fedora", "GPL-2.0-or-later WITH eCos-exception-2.0"),
    ("FBSDDL", "rpm-fedora", "FreeBSD-DOC"),
    ("LDPL", "rpm-fedora", "LicenseRef-scancode-ldpl-2.0"),
    # official names in other languages
    ("Open-Source-Lizenz für die Europäische Union v. 1.2", "", "EUPL-1.2"),
    ("Licence publique de l'Union européenne v. 1.1", "", "EUPL-1.1"),
    ("Licenza Pubblica dell'Unione europea 1.2", "", "EUPL-1.2"),
    ("Datenlizenz Deutschland – Zero – Version 2.0", "", "DL-DE-ZERO-2.0"),
    ("Deutsche Freie Software Lizenz 1.0", "", "D-FSL-1.0"),
    ("Licence Art Libre 1.3", "", "LAL-1.3"),
    ("Creative Commons Namensnennung 4.0 International Lizenz", "", "CC-BY-4.0"),
    (
        "Creative Commons Namensnennung - Weitergabe unter gleichen Bedingungen 4.0 International",
        "",
        "CC-BY-SA-4.0",
    ),
    ("Creative Commons Namensnennung - Nicht-kommerziell - Keine Bearbeitungen 3.0", "", "CC-BY-NC-ND-3.0"),
    ("Creative Commons Share Alike 1.0 Generic", "", "CC-SA-1.0"),
    # projects' own names
    ("Mockito License", "maven", "MIT"),
    ("The H2 License", "maven", "MPL-2.0 OR EPL-1.0"),
    # stewards' pages, former names, archives of them
    ("http://www.opensource.org/licenses/apl1.0.php", "", "APL-1.0"),
    ("http://opensource.org/licenses/qtpl.php", "", "QPL-1.0"),
    ("https://opensource.org/license/isc-license-txt", "", "ISC"),
    ("https://opensource.org/license/php-3-01", "", "PHP-3.01"),
    ("http://www.gnu.org/licenses/license-list.html#ModifiedBSD", "", "BSD-3-Clause"),
    ("https://www.gnu.org/licenses/license-list.en.html#SGIFreeB", "", "SGI-B-2.0"),
    ("https://web.archive.org/web/2012/http://www.gnu.org/licenses/license-list.html#Expat", "", "MIT"),
    ("https://www.govdata.de/dl-de/by-2-0", "", "DL-DE-BY-2.0"),
    ("http://asm.ow2.org/license.html", "maven", "BSD-3-Clause"),
    ("http://netbeans.org/cddl-gplv2.html", "", "CDDL-1.0 OR GPL-2.0-only WITH Classpath-exception-2.0"),
]


@pytest.mark.parametrize(("text", "ecosystem", "expression"), READ)
def test_a_member_of_a_family_is_read_as_its_source_means_it(text: str, ecosystem: str, expression: str) -> None:
    assert expression == read(text, ecosystem).expression


CLASSES = [
    ("AllRightsReserved", "hackage", "proprietary"),
    ("OtherLicense", "hackage", "noassertion"),
    ("UnspecifiedLicense", "hackage", "none"),
    ("PublicDomain", "hackage", "public-domain"),
    ("restrictive", "cpan", "proprietary"),
    ("Unlimited", "cran", "ambiguous"),
    ("proprietär", "", "proprietary"),
    ("Alle Rechte vorbehalten", "", "proprietary"),
    ("Tous droits réservés", "", "proprietary"),
    ("Es gelten die Nutzungsbedingungen des Herstellers", "", "proprietary"),
    ("Donationware", "", "proprietary"),
    ("Vendor Developer License", "", "proprietary"),
    ("SLA0048 Rev4", "", "proprietary"),
    ("gemeinfrei", "", "public-domain"),
    ("unbekannt", "", "noassertion"),
    ("keine Angabe", "", "noassertion"),
    ("siehe LICENSE.txt", "", "file-ref"),
]


@pytest.mark.parametrize(("text", "ecosystem", "license_class"), CLASSES)
def test_words_of_a_class_say_it_in_every_ecosystem_and_language(text: str, ecosystem: str, license_class: str) -> None:
    assert license_class == read(text, ecosystem).license_class


def test_an_identifier_in_parentheses_settles_what_the_name_leaves_open() -> None:
    assert "BSD-2-Clause" == read("BSD License (BSD-2-Clause)").expression
    assert "ambiguous" == read("BSD License (MIT)").license_class


def test_what_two_alternatives_of_an_r_package_leave_open_stays_open() -> None:
    reading = read("MPL | file LICENSE", "cran")
    assert {"MPL-1.1 OR NOASSERTION", "MPL-2.0 OR NOASSERTION"} <= set(reading.candidates)
