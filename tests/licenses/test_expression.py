"""Text to expression: each rule by its claim, hostile texts, and the laws that every reading keeps."""

import time
import tracemalloc
from itertools import islice, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osk_scan.licenses._table import by_id, knowledge
from osk_scan.licenses.algebra import leaves, parse_expression, render
from osk_scan.licenses.categories import openness_of
from osk_scan.licenses.expression import Reading, read, read_claims

READ = [
    # identifiers and expressions
    ("mit", "", "MIT"),
    ("GPL-2.0", "", "GPL-2.0-only"),
    ("GPL-2.0+", "", "GPL-2.0-or-later"),
    ("GFDL-1.3+", "", "GFDL-1.3-or-later"),
    ("Apache-2.0+", "", "Apache-2.0+"),
    ("(MIT OR Apache-2.0)", "npm", "MIT OR Apache-2.0"),
    ("mit or (bsd-3-clause and isc)", "", "MIT OR BSD-3-Clause AND ISC"),
    ("GPL-2.0-with-classpath-exception", "", "GPL-2.0-only WITH Classpath-exception-2.0"),
    ("LicenseRef-Landesrecht", "", "LicenseRef-Landesrecht"),
    ("DocumentRef-a:LicenseRef-b", "", "DocumentRef-a:LicenseRef-b"),
    ("MIT AND NOASSERTION", "", "MIT AND NOASSERTION"),
    # names
    ("Apache Licence, Version 2.0", "", "Apache-2.0"),
    ("The European Union Public Licence v. 1.2", "", "EUPL-1.2"),
    ("apache_2_0", "cpan", "Apache-2.0"),
    ("Mozilla Public License 2.0 (MPL 2.0)", "", "MPL-2.0"),
    ("Eclipse Public License (EPL) 2.0", "", "EPL-2.0"),
    ("Inner Net License 2.0", "", "Inner-Net-2.0"),
    ("Apache Lizense 2.0", "", "Apache-2.0"),
    ("Public Domain (Unlicense)", "", "Unlicense"),
    ("MIT License, see LICENSE.md for details", "", "MIT"),
    ("BSD-2-Clause (or similar)", "suse", "BSD-2-Clause"),
    ("Common Public License", "", "CPL-1.0"),
    ("BUSL-1.1 Business Source License 1.1", "", "BUSL-1.1"),
    ("MIT + file LICENSE", "cran", "MIT"),
    # GNU, BSD, Creative Commons
    ("GNU GPL v3 or any later version", "", "GPL-3.0-or-later"),
    ("GNU Affero General Public License as published by the FSF, version 3 only", "", "AGPL-3.0-only"),
    ("GNU Library General Public License v2.0", "", "LGPL-2.0-only"),
    ("The (modified) BSD License", "", "BSD-3-Clause"),
    ("two-clause BSD", "", "BSD-2-Clause"),
    ("BSD Zero Clause", "", "0BSD"),
    ("Creative Commons Attribution-NonCommercial 4.0 International", "", "CC-BY-NC-4.0"),
    ("CC BY SA 3.0", "", "CC-BY-SA-3.0"),
    ("GPL (>= 2)", "cran", "GPL-2.0-or-later"),
    ("GFDL-NIV-1.3+", "debian", "GFDL-1.3-no-invariants-or-later"),
    ("Creative Commons Zero v1.0 Universal", "", "CC0-1.0"),
    # ecosystems
    ("GPL", "debian", "GPL-1.0-or-later"),
    ("CDDL", "debian", "CDDL-1.0"),
    ("Expat", "deb", "MIT"),
    ("Artistic", "debian", "Artistic-1.0"),
    ("Artistic", "npm", "Artistic-2.0"),
    ("LGPLv2+", "rpm-fedora", "LGPL-2.0-or-later"),
    ("LGPLv2+", "rpm-suse", "LGPL-2.1-or-later"),
    ("SUSE-Beerware", "suse", "Beerware"),
    ("AFL-1", "yocto", "AFL-1.2"),
    ("perl_5", "cpan", "Artistic-1.0-Perl OR GPL-1.0-or-later"),
    ("License :: OSI Approved :: ISC License (ISCL)", "pypi", "ISC"),
    # operators
    ("GPL-2 or MPL-1.1, and BSD-3-clause", "debian", "(GPL-2.0-only OR MPL-1.1) AND BSD-3-Clause"),
    ("MPL-1.1, GPL-2 or LGPL-2.1", "", "MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-only"),
    ("GPLv2 & MIT | ISC", "yocto", "GPL-2.0-only AND MIT OR ISC"),
    ("GPL-2.0 ; GPL-3.0+", "suse", "GPL-2.0-only AND GPL-3.0-or-later"),
    ("GPL v2 or v3", "", "GPL-2.0-only OR GPL-3.0-only"),
    ("MIT/Apache-2.0", "cargo", "MIT OR Apache-2.0"),
    ("dual licensed under the MIT and GPL v3", "", "MIT OR GPL-3.0-only"),
    ("Common Development and Distribution License 1.1 or GPL v2", "", "CDDL-1.1 OR GPL-2.0-only"),
    ("(GPL-3 with GCC exception and MIT) or Apache 2", "", "GPL-3.0-only WITH GCC-exception-3.1 AND MIT OR Apache-2.0"),
    ("GPL-2.0+ with openssl exception", "suse", "GPL-2.0-or-later WITH openvpn-openssl-exception"),
    # addresses
    ("https://www.apache.org/licenses/LICENSE-2.0.txt", "", "Apache-2.0"),
    ("opensource.org/licenses/MIT", "", "MIT"),
    ("https://web.archive.org/web/2019id_/http://www.gnu.org/licenses/lgpl-2.1.html", "", "LGPL-2.1-only"),
    ("https://creativecommons.org/licenses/by-sa/3.0/de/legalcode", "", "CC-BY-SA-3.0-DE"),
    ("http://www.eclipse.org/legal/epl-v20.html", "", "EPL-2.0"),
    ("https://licenses.nuget.org/MIT%20OR%20Apache-2.0", "nuget", "MIT OR Apache-2.0"),
    ("MIT (https://opensource.org/licenses/MIT)", "", "MIT"),
    ("https://licensebuttons.net/l/by-sa/4.0/", "", "CC-BY-SA-4.0"),
    ("https://creativecommons.org/licenses/zero/1.0/", "", "CC0-1.0"),
    ("https://www.gnu.org//licenses/gpl-3.0.pt-br.html", "", "GPL-3.0-only"),
    ("https://en.m.wikipedia.org/wiki/Artistic_License#Artistic_License_2.0", "", "Artistic-2.0"),
    ("https://docs.python.org/3/license.html#psf-license", "", "PSF-2.0"),
    # files
    ("/usr/share/common-licenses/GPL-3", "debian", "GPL-3.0-only"),
    ("LICENSE-MIT", "", "MIT"),
]


@pytest.mark.parametrize(("text", "ecosystem", "expression"), READ)
def test_a_text_is_read_as_its_source_means_it(text: str, ecosystem: str, expression: str) -> None:
    closed = openness_of(expression) == "D"
    reading = read(text, ecosystem)
    assert (expression, "source-available" if closed else "expression") == (reading.expression, reading.license_class)


AMBIGUOUS = [
    ("GPL", "", {"GPL-2.0-only", "GPL-3.0-or-later"}),
    ("LGPLv2", "maven", {"LGPL-2.0-only", "LGPL-2.1-only"}),
    ("Apache Software License", "", {"Apache-1.1", "Apache-2.0"}),
    ("BSD", "", {"0BSD", "BSD-2-Clause", "BSD-3-Clause", "BSD-4-Clause"}),
    ("MIT/X11", "", {"MIT", "X11"}),
    ("AL-2.0", "", {"Apache-2.0", "Artistic-2.0"}),
    ("CDDL+GPLv2", "", {"CDDL-1.0 OR GPL-2.0-only", "CDDL-1.1 AND GPL-2.0-only"}),
    ("LGPL-2+ and MIT/X11", "debian", {"LGPL-2.0-or-later AND MIT", "LGPL-2.0-or-later AND X11"}),
    ("MIT and/or Zlib", "", {"MIT OR Zlib", "MIT AND Zlib"}),
    ("License :: OSI Approved :: GNU General Public License v3 (GPLv3)", "pypi", {"GPL-3.0-only", "GPL-3.0-or-later"}),
    ("UNLICENSED", "", {"Unlicense", "LicenseRef-scancode-proprietary-license"}),
    ("BSL", "maven", {"BSL-1.0", "BUSL-1.1"}),
    ("GPLv2+ and (GPLv3+ with exceptions)", "fedora", {"GPL-2.0-or-later AND GPL-3.0-or-later"}),
    ("Mozilla Public License 1.1 (MPL 2.0)", "", {"MPL-1.1", "MPL-2.0"}),
    ("Eclipse Public License 3.0", "", {"EPL-1.0", "EPL-2.0"}),
    ("GPLv2 with exceptions", "", {"GPL-2.0-only", "GPL-2.0-only WITH Classpath-exception-2.0"}),
    ("LGPLv3 with exceptions", "", {"LGPL-3.0-only", "LGPL-3.0-only WITH LGPL-3.0-linking-exception"}),
    ("GPL-2 with OpenSSL exception", "debian", {"GPL-2.0-only WITH cryptsetup-OpenSSL-exception"}),
    ("BSD License 2.0", "", {"BSD-2-Clause", "BSD-3-Clause"}),
]


@pytest.mark.parametrize(("text", "ecosystem", "among"), AMBIGUOUS)
def test_an_ambiguous_text_is_answered_with_all_it_may_mean(text: str, ecosystem: str, among: set[str]) -> None:
    reading = read(text, ecosystem)
    assert (None, "ambiguous", among) == (reading.expression, reading.license_class, among & set(reading.candidates))


CLASSES = [
    ("UNLICENSED", "npm", "proprietary"),
    ("All rights reserved.", "", "proprietary"),
    ("Freeware", "", "proprietary"),
    ("MIT license with restriction", "", "proprietary"),
    ("https://vendor.example/legal/eula.pdf", "", "proprietary"),
    ("https://vendor.example/products/pricing", "", "proprietary"),
    ("https://vendor.example/docs/SoftwareLicense.html", "", "proprietary"),
    ("https://dotnet.microsoft.com/en/dotnet_library_license.htm", "", "proprietary"),
    ("siehe Vertrag", "", "proprietary"),
    ("LicenseRef-Proprietary", "", "proprietary"),
    ("LicenseRef-commercial-Fachverfahren", "", "proprietary"),
    ("LicenseRef-Qt-Commercial", "", "proprietary"),
    ("LicenseRef-BUSL-1.1", "", "source-available"),
    ("LicenseRef-Fachverfahren", "", "expression"),
    ("Source-available, see the contract", "", "source-available"),
    ("Polyform Shield 1.0.0", "", "source-available"),
    ("SSPL-1.0", "", "source-available"),
    ("UnRAR License", "", "source-available"),
    ("LicenseRef-scancode-good-boy", "", "source-available"),
    ("SISSL-1.2", "", "proprietary"),
    ("CC-BY-NC-4.0", "", "source-available"),
    ("https://creativecommons.org/licenses/nd-nc/1.0/", "", "source-available"),
    ("Attribution-NonCommercial-NoDerivs 3.0", "", "source-available"),
    ("Classpath-exception-2.0", "", "unreadable"),
    ("MIT WITH GPL-2.0-only", "", "unreadable"),
    ("MIT WITH MIT", "", "unreadable"),
    ("APL-1.1", "", "ambiguous"),
    ("0BSD with Intel ACPI", "fedora", "unreadable"),
    ("Classpath-exception-2.0 WITH Classpath-exception-2.0", "", "unreadable"),
    ("LicenseRef-scancode-openssl-exception-gpl-2.0-plus", "", "unreadable"),
    ("public-domain", "debian", "public-domain"),
    ("This example code is in the public domain, no warranty.", "", "public-domain"),
    ("no copyright is claimed", "", "public-domain"),
    ("none (public domain)", "", "public-domain"),
    ("This file is in the public domain, but may not be sold", "", "proprietary"),
    ("SEE LICENSE IN LICENSE.txt", "npm", "file-ref"),
    ("LICENSE", "", "file-ref"),
    ("This file is subject to the terms and conditions defined in file 'LICENSE.txt'", "", "file-ref"),
    ("For the full license information, please view the LICENSE file", "", "file-ref"),
    ("Lizenz in der Datei COPYING", "", "file-ref"),
    ("https://github.com/a/b/blob/main/LICENSE", "", "file-ref"),
    ("NONE", "", "none"),
    ("NOASSERTION", "", "noassertion"),
    ("UNKNOWN", "pypi", "noassertion"),
    ("to be determined", "", "noassertion"),
    ("nicht zutreffend", "", "noassertion"),
    ("N.N.", "", "noassertion"),
    ("in Prüfung", "", "noassertion"),
    ("https://aka.ms/deprecateLicenseUrl", "nuget", "noassertion"),
    ("adapted MIT License", "", "unreadable"),
    ("MIT (modified)", "", "unreadable"),
    ("Lizenz des Landes", "", "unreadable"),
    ("   ", "", "missing"),
]


@pytest.mark.parametrize(("text", "ecosystem", "license_class"), CLASSES)
def test_a_text_that_names_no_license_gets_its_class(text: str, ecosystem: str, license_class: str) -> None:
    assert license_class == read(text, ecosystem).license_class


def test_a_restriction_on_an_open_license_is_never_open() -> None:
    texts = ("MIT with Commons Clause", "MIT License, non-commercial use only", "Apache 2.0 (restricted)", "BSD, EULA")
    assert [] == [text for text in texts if read(text).openness in ("A", "B", "C")]


def test_a_license_text_is_read_by_its_title() -> None:
    text = "MIT License\n\nCopyright (c) 2026 A\n\n" + "Permission is hereby granted, free of charge. " * 20
    assert ("MIT", "title-of-text") == (read(text).expression, read(text).how)


def test_claims_apply_together() -> None:
    assert "MIT AND (ISC OR Zlib)" == read_claims(("MIT", "ISC OR Zlib", "MIT")).expression


def test_no_statement_is_missing_and_an_empty_statement_is_none() -> None:
    assert ("missing", "none") == (read_claims(None).license_class, read_claims(()).license_class)


def test_one_ambiguous_claim_keeps_its_candidates_among_several() -> None:
    reading = read_claims(("MIT", "MPL"))
    assert ("ambiguous", {"MIT AND MPL-1.1", "MIT AND MPL-2.0"}) == (
        reading.license_class,
        {"MIT AND MPL-1.1", "MIT AND MPL-2.0"} & set(reading.candidates),
    )


def test_what_one_claim_leaves_open_another_settles() -> None:
    claims = ("ZPL 2.1", "License :: OSI Approved :: Zope Public License")
    assert "ZPL-2.1" == read_claims(claims, "pypi").expression


def test_an_unread_claim_stays_unknown_beside_those_that_are_read() -> None:
    reading = read_claims(("GPL-3.0-only", "Lizenz des Landes"))
    assert ("unreadable", "GPL-3.0-only AND NOASSERTION", ("Lizenz des Landes",)) == (
        reading.license_class,
        reading.expression,
        reading.unread,
    )


def test_an_unread_item_of_a_list_stays_unknown_beside_those_that_are_read() -> None:
    reading = read("GPL-3.0, permissive-fsf, LGPL-2.1, Expat", "deb")
    assert ("unreadable", "GPL-3.0-only AND NOASSERTION AND LGPL-2.1-only AND MIT", ("permissive-fsf",)) == (
        reading.license_class,
        reading.expression,
        reading.unread,
    )


def test_nothing_read_gives_no_expression() -> None:
    assert (None, None) == (read("Foo, bar, baz").expression, read_claims(("Foo", "bar")).expression)


def test_osi_approved_says_nothing_beside_a_license() -> None:
    assert "MIT" == read_claims(("MIT", "License :: OSI Approved"), "pypi").expression


HOSTILE = {
    "one megabyte of letters": "a" * 1_000_000,
    "one megabyte of words": "MIT " * 250_000,
    "parentheses": "(" * 100_000 + "MIT" + ")" * 100_000,
    "open parentheses": "MIT(" * 100,
    "operators": "MIT OR " * 7_000 + "MIT",
    "too many operators": "MIT OR " * 100_000 + "MIT",
    "short operators": "/".join(["GPL"] * 100),
    "glosses": "A (B) " * 60,
    "controls": "\x00\x1b[31mMIT\x07" * 50,
    "spaces": " " * 390 + "x",
    "archives": "http://" + "web.archive.org/web/1/" * 1000,
    "attributes": 'a;link="' * 100_000,
    "addresses": "https://gitlab/" + "a/blob/" * 100_000,
    "hosts": "a." * 300_000 + "/",
    "dashes": "-" * 399 + "/",
    "long lines": "\n".join("- " * 900 for _ in range(3)),
    "withs": "GPL with " * 44,
    "surrogate": "MIT \ud800",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_text_is_answered_in_bounded_time(text: str) -> None:
    began = time.process_time()
    reading = read(text)
    assert reading.raw == text
    assert time.process_time() - began < 2.0


def test_an_exception_stated_as_a_license_of_its_own_stays_unknown() -> None:
    reading = read_claims(("GPL-2.0-only", "Classpath-exception-2.0"))
    assert ("GPL-2.0-only AND NOASSERTION", ("Classpath-exception-2.0",)) == (reading.expression, reading.unread)


def test_a_reference_of_ones_own_may_be_an_exception() -> None:
    for text in ("MIT WITH AdditionRef-ours", "GPL-2.0-only WITH LicenseRef-ours"):
        assert text == read(text).expression


def test_deep_parentheses_around_a_license_change_nothing() -> None:
    assert "MIT" == read("(" * 1000 + "MIT" + ")" * 1000).expression


# --- laws -----------------------------------------------------------------------------------------------------------

KNOWN = sorted(set(knowledge().names) | set(knowledge().ids) | {name.title() for name in knowledge().stems})
NAMES = st.sampled_from(KNOWN)
PARTS = st.lists(NAMES, min_size=1, max_size=4)
JOINS = st.sampled_from([" or ", " and ", "/", ", ", " & ", "; ", " (", " with ", "+"])


def _lawful(reading: Reading) -> None:
    for one in (reading.expression, *reading.candidates):
        if one is not None:
            again = read(one)
            assert one == again.expression == render(parse_expression(one))
    assert (reading.license_class == "ambiguous") <= (reading.expression is None)
    assert len(reading.candidates) == len(set(reading.candidates)) != 1


@given(PARTS, JOINS, st.sampled_from(["", "debian", "rpm-fedora", "suse", "npm", "pypi"]))
@settings(max_examples=300, deadline=None)
def test_reading_what_was_read_gives_the_same(parts: list[str], join: str, ecosystem: str) -> None:
    _lawful(read(join.join(parts), ecosystem))


@given(st.text(max_size=120))
@settings(max_examples=300, deadline=None)
def test_any_text_gets_a_lawful_reading(text: str) -> None:
    _lawful(read(text))


def test_every_known_answer_is_a_canonical_expression() -> None:
    tables = (knowledge().ids, knowledge().names, knowledge().addresses, knowledge().urls)
    said = {one for table in tables for value in table.values() for one in value.split("|") if not one.startswith("@")}
    assert [] == [one for one in sorted(said) if read(one).expression != one]


def test_every_known_answer_names_known_licenses() -> None:
    tables = (knowledge().ids, knowledge().names, knowledge().addresses, *knowledge().short_names.values())
    said = {one for table in tables for value in table.values() for one in value.split("|") if one[0] != "@"}
    ids = {id_ for one in said for leaf in leaves(parse_expression(one)) for id_ in render(leaf).split(" WITH ")}
    assert set() == ids - by_id().keys()


def test_short_texts_of_many_meanings_take_no_memory_for_good() -> None:
    names = ("GPL", "LGPL", "CDDL", "ZPL", "AFL", "EUPL", "MPL", "Artistic", "EPL")
    texts = [" or ".join(three) for three in islice(permutations(names, 3), 300)]
    read_claims(tuple(texts[:3]))  # what is read once
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        meanings = sum(len(read(text).candidates) for text in texts)
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert meanings > 5_000
    assert after - before < 1_000_000


def test_blanks_behind_an_operator_in_parentheses_cost_no_square_of_time() -> None:
    text = "MIT, " * 150 + "ISC (and " + " " * 7000 + "x"
    began = time.process_time()
    read(text)
    assert time.process_time() - began < 0.5
