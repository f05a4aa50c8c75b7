"""How tables and scanners of other projects spell license names, and what only looks like such a spelling."""

import pytest

from osk_scan.licenses.expression import read

READ = [
    # FOSSology, Software::License, LicenseFinder: names without blanks and dots
    ("LGPL2_1", "", "LGPL-2.1-only"),
    ("Apache2_0", "", "Apache-2.0"),
    ("lppl_1_3c", "", "LPPL-1.3c"),
    ("ModifiedBSD", "", "BSD-3-Clause"),
    ("Lucent1.02", "", "LPL-1.02"),
    ("LaTeX1.3a", "", "LPPL-1.3a"),
    ("LaTeX2e License", "", "Latex2e"),
    ("Mozilla-PL_v1.1", "", "MPL-1.1"),
    # numbers: a sign for `at least`, a version before its name, two zeros
    ("GPL (≥ 2)", "", "GPL-2.0-or-later"),
    ("version 2.0 of the Mozilla Public License", "", "MPL-2.0"),
    ("Inner Net License 2.00", "", "Inner-Net-2.0"),
    ("EUPL (European Union Public Licence), V1.2 or later", "", "EUPL-1.2+"),
    # letters: initials with stops, transposed ones, a name that an identifier abbreviates
    ("M.I.T.", "", "MIT"),
    ("G.P.L. v2.0", "", "GPL-2.0-only"),
    ("MIT Lisence", "", "MIT"),
    ("2-clause BDSL", "", "BSD-2-Clause"),
    ("Sun Internet Standards Source License (SISSL)", "", "SISSL"),
    ("Historical Permission Notices and Disclaimers (HPND)", "", "HPND"),
    # names of grammars in one piece, misspelt, or by the number of clauses alone
    ("ZeroClauseBSD", "", "0BSD"),
    ("simplifiedbsd", "", "BSD-2-Clause"),
    ("GNUGPLv3", "", "GPL-3.0-only"),
    ("ccbysa4.0", "", "CC-BY-SA-4.0"),
    ("BS-3-Clause", "", "BSD-3-Clause"),
    ("The 2-clause license", "", "BSD-2-Clause"),
    ("MTI", "npm", "MIT"),
    # a page shows a text, which has a version and no scope
    ("https://www.gnu.org/licenses/agpl.txt", "", "AGPL-3.0-only"),
    ("https://cecill.info/licences/Licence_CeCILL_V1.1-US.txt", "", "CECILL-1.1"),
    # pages that ScanCode's rules know, which no list of licenses has
    ("http://opencv.org/license.html", "", "BSD-3-Clause"),
    ("https://www.steema.com/licensing/net", "", "LicenseRef-scancode-proprietary-license"),
    # words left out or added, a version behind the name of its family
    ("Common Development Distribution License 1.0", "", "CDDL-1.0"),
    ("Open Data Commons Public Domain Dedication and Licence", "", "PDDL-1.0"),
    ("Apache License, ASL Version 2.0", "", "Apache-2.0"),
    ("Creative Commons GNU LGPL, Version 2.1", "", "LGPL-2.1-only"),
    ("GNU Lesser v3", "", "LGPL-3.0-only"),
    ("GNU Lesser GPL v2.1", "", "LGPL-2.1-only"),
    ("GNU Lesser General Public License v2 (LGPLv2)", "", "LGPL-2.0-only"),
    ("Attribution-ShareAlike 4.0", "", "CC-BY-SA-4.0"),
    ("Free Public License 1.0.0", "", "0BSD"),
    # around the name: who gives it, what it is like, which exception it includes
    ("MIT @example", "npm", "MIT"),
    ("BSD-3-Clause <jane@example.org>", "npm", "BSD-3-Clause"),
    ("X11 (BSD like)", "", "X11"),
    ("GPLv2 license, includes the CLASSPATH exception", "", "GPL-2.0-only WITH Classpath-exception-2.0"),
    # what these rules leave alone: operators between names, names that begin like others
    ("GNU Library or Lesser General Public License (LGPL) V2.1, MIT", "", "LGPL-2.1-only AND MIT"),
    ("(MIT OR PostgreSQL) and Apache License version 2", "", "(MIT OR PostgreSQL) AND Apache-2.0"),
    ("Creative Commons BY 4.0/GPLv3", "", "CC-BY-4.0 OR GPL-3.0-only"),
    ("Apache Softwre License 2.0", "", "Apache-2.0"),
    ("Mozlila License 2.0", "", "MPL-2.0"),
    # openSUSE's table: without a plus it is 2.0
    ("LGPL v2", "rpm-suse", "LGPL-2.0-only"),
    ("LGPL v2+", "rpm-suse", "LGPL-2.1-or-later"),
    ("LGPL v2 or later", "rpm-suse", "LGPL-2.0-or-later"),
    # long forms of addresses
    ("https://directory.fsf.org/wiki?title=License:fdl-1.3", "", "GFDL-1.3-only"),
    ("https://www.mozilla.org/media/MPL/1.1/index.0c5913925d40.txt", "", "MPL-1.1"),
    ("https://spdx.org/licenses/MIT/index.html", "", "MIT"),
    # Fedora's wiki: a page for each family, a section for each license, what an anchor may not hold in codes
    ("https://fedoraproject.org/wiki/Licensing/MIT", "", "MIT"),
    ("https://fedoraproject.org/wiki/Licensing/MIT#Modern_style_.28ICU_Variant.29", "", "ICU"),
    ("https://fedoraproject.org/wiki/Licensing/MIT#PostgreSQL_License_.28MIT_Variant.29", "", "PostgreSQL"),
    ("https://fedoraproject.org/wiki/Licensing:MIT#CMU_Style", "", "MIT-CMU"),
    ("https://fedoraproject.org/wiki/Licensing/Unlicense", "", "Unlicense"),
    # words that say only that it is free, beside a license that says more
    ("MIT License, kostenlos", "", "MIT"),
    ("Open Source, GPLv2", "", "GPL-2.0-only"),
    ("GPL 3.0, frei", "", "GPL-3.0-only"),
    ("GPLv2, free of charge", "", "GPL-2.0-only"),
    ("MIT, other open source", "", "MIT AND NOASSERTION"),
    ("MIT OR open source", "", "MIT OR NOASSERTION"),
    # a note in parentheses ends with them
    ("MIT (siehe LICENSE) und Apache-2.0", "", "MIT AND Apache-2.0"),
    ("MIT (see LICENSE) or Apache-2.0 (see LICENSE-APACHE)", "", "MIT OR Apache-2.0"),
    ("MIT, see LICENSE, and Apache-2.0", "", "MIT AND NOASSERTION AND Apache-2.0"),
    ("BSD-3-Clause (c) 2020 Example and GPL-2.0-only", "", "BSD-3-Clause AND GPL-2.0-only"),
    ("MIT, (c) 2020, Python Software Foundation", "", "MIT"),
    ("MIT (see LICENSE) for details", "", "MIT"),
    # what an operator begins is no gloss, and an exception alone is no license to apply as well
    ("Apache-2.0 (and GPL-3.0)", "", "Apache-2.0 AND GPL-3.0-only"),
    ("MIT (or GPL-3.0)", "", "MIT OR GPL-3.0-only"),
    ("GPL v2 and Classpath Exception", "", "GPL-2.0-only WITH Classpath-exception-2.0"),
    # labels and introductions
    ("Multi-license: Apache-2.0 OR MIT", "", "Apache-2.0 OR MIT"),
    ("SPDX-LicenseIdentifier: MIT", "", "MIT"),
    ("Open Source unter der MIT-Lizenz", "", "MIT"),
    # sections of pages, and addresses that a client decoded
    ("https://spdx.org/licenses/BSD-3-Clause.html#licenseText", "", "BSD-3-Clause"),
    ("http://en.wikipedia.org/wiki/BSD_licenses#4-clause_license_.28original_.22BSD_License.22.29", "", "BSD-4-Clause"),
    ("https://enterprise.dejacode.com/licenses/public/mit/#license-text", "", "MIT"),
    ("https://licenses.nuget.org/MIT OR Apache-2.0", "", "MIT OR Apache-2.0"),
    # R's notation where the ecosystem is not known, transposed letters
    ("MIT + file LICENSE", "", "MIT"),
    ("APGL-3.0", "", "AGPL-3.0-only"),
    ("BSD-2-Claude", "", "BSD-2-Clause"),
    # the agreement of a license that has a name of its own
    ("IPA Font License Agreement", "", "IPA"),
]


@pytest.mark.parametrize(("text", "ecosystem", "expression"), READ)
def test_a_spelling_of_other_tables_is_read(text: str, ecosystem: str, expression: str) -> None:
    assert expression == read(text, ecosystem).expression


AMBIGUOUS = [
    ("Attribution", {"AAL", "CC-BY-4.0"}),
    ("Attribution-NonCommercial", {"CC-BY-NC-3.0", "CC-BY-NC-4.0"}),
    ("GNU LESSER", {"LGPL-2.1-only", "LGPL-3.0-or-later"}),
    ("CC-GNU GPL", {"GPL-2.0-only"}),
    ("LaTeX", {"LPPL-1.0", "LPPL-1.3c"}),
    ("CCPL_v2.0", {"CC-BY-2.0", "CC-BY-NC-SA-2.0"}),
    ("Unicode License Agreement", {"Unicode-3.0", "Unicode-DFS-2016"}),
    ("LGPLv2", {"LGPL-2.0-only", "LGPL-2.1-only"}),
    ("CDDL-1.0 + GPL2 w/ CPE", {"CDDL-1.0 OR GPL-2.0-only WITH Classpath-exception-2.0"}),
    ("CDDL-1.0 plus GPL 2 with classpath exception", {"CDDL-1.0 OR GPL-2.0-only WITH Classpath-exception-2.0"}),
    ("GPL, MIT", {"GPL-2.0-only AND MIT", "GPL-3.0-only AND MIT"}),
    ("Unicode License Agreement - Data Files and Software", {"Unicode-DFS-2015", "Unicode-DFS-2016"}),
]


@pytest.mark.parametrize(("text", "among"), AMBIGUOUS)
def test_a_spelling_that_leaves_the_version_open_stays_open(text: str, among: set[str]) -> None:
    reading = read(text)
    assert (None, "ambiguous", among) == (reading.expression, reading.license_class, among & set(reading.candidates))


@pytest.mark.parametrize(
    "text",
    [
        "NotMIT",
        "Acme S.A.",
        "nc",
        "by ND",
        "MTI",
        "clause 3",
        "advertising clause",
        "2 of MIT",
        "GPL-CC-1.0",
        "Apache License, Version 2.0 and http://opensource.org/licenses/MIT",
        "Academic Example Free Public Licence (AEFPL)",
        "Information Systems Company (ISC)",
        "https://example.org/license/index.html",
        "Unipro",  # two letters from SunPro
        "OpenBSD Project",  # two from OpenPBS
        "OpenSTL",  # one from OpenSSL
        "Ellipse License",  # one from Eclipse
        "XWindows License",  # one from wxWindows, but the first
        "IPA License Agreement",  # the agreement of the license, or of who is called so
        "Copyrighted (c) distributed under the Example license",
        "MIT \x1b[31mGPL",
        "MIT [Sample",
        "MIT (contains GPL code)",
        "MIT (parts GPL-3.0)",
        "MIT License (GPLv3 for the plugins)",
        "MIT (see file) Apache-2.0",
        "https://fedoraproject.org/wiki/Licensing/MIT#Unheard_of_Variant",
    ],
)
def test_what_only_looks_like_a_spelling_is_not_read(text: str) -> None:
    assert "unreadable" == read(text).license_class


def test_words_that_restrict_are_no_elements_of_creative_commons() -> None:
    assert {"proprietary"} == {read(text).license_class for text in ("NonCommercial", "nicht kommerziell")}


def test_the_own_name_of_an_open_license_counts_before_words_that_restrict() -> None:
    assert "Sleepycat" == read("Sleepycat Software Product License", "rpm-fedora").expression
