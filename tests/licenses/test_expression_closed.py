"""What is closed is never read as open, what is open not told as closed: over a folder of labelled strings and by law.

Adding a case is adding a line to a file of `closed/`, with its label before the reader is asked.
"""

import csv
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from osk_scan.licenses.expression import Reading, read

LABELLED = sorted((Path(__file__).parent / "closed").glob("*.tsv"))
CLOSED = ("proprietary", "source-available")

OPEN_NAMES = ("MIT", "Apache-2.0", "GPLv3", "LGPL-2.1", "Mozilla Public License 2.0", "GNU GPL v2", "EUPL 1.2", "CC0")
RESTRICTING = (
    *("non-commercial use only", "no commercial use", "for academic use only", "evaluation only", "internal only"),
    *("nur intern", "nur für nicht-kommerzielle Nutzung", "Weitergabe verboten", "kostenpflichtig", "Einzelplatz"),
    *("proprietary", "closed source", "EULA", "source-available", "no derivatives", "no military use", "trial"),
    *("Commons Clause", "converts to", "no hosting", "license key required", "not redistributable"),
)
AROUND = (
    *(
        "{open} ({limit})",
        "{open} [{limit}]",
        "{open}, {limit}",
        "{open} - {limit}",
        "{open} {limit}",
        "{limit} {open}",
    ),
    *("{limit} ({open})", "{limit} [{open}]", "({limit}) {open}", "{limit}: {open}", "{open} but {limit}"),
    *("{open} © 2020 Foo, {limit}", "{open} see LICENSE, {limit}", "{limit} https://opensource.org/licenses/MIT"),
)

MIT = """MIT License

Copyright (c) 2020 Jane Doe

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""
ALTERED = {
    "a condition more": (
        "Software.\n\nTHE SOFTWARE",
        "Software.\n\nThe Software may only be used with devices of Doe Ltd.\n\nTHE SOFTWARE",
    ),
    "a right less": ("sublicense, and/or sell copies", "sublicense, but not sell copies"),
    "no modification": ("use, copy, modify, merge, publish", "use, copy, merge"),
    "nothing granted": ("is hereby granted", "is hereby not granted"),
    "another title": ("MIT License\n", "Modified MIT License\n"),
    "a sentence behind": ("DEALINGS IN THE SOFTWARE.\n", "DEALINGS IN THE SOFTWARE.\n\nIt must not be sold.\n"),
}


def _labelled(path: Path, said: str) -> Iterator[tuple[str, Reading]]:
    with path.open(encoding="utf-8", newline="") as lines:
        told = (line for line in lines if not line.startswith("# "))
        for row in csv.DictReader(told, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["said"] == said:
                yield row["string"], read(row["string"])


@pytest.mark.parametrize("path", LABELLED, ids=lambda path: path.stem)
def test_a_closed_text_is_never_read_as_open(path: Path) -> None:
    assert [] == [string for string, reading in _labelled(path, "closed") if reading.openness in ("A", "B", "C")]


@pytest.mark.parametrize("path", LABELLED, ids=lambda path: path.stem)
def test_most_closed_texts_are_told_as_closed(path: Path) -> None:
    rows = list(_labelled(path, "closed"))
    told = [string for string, reading in rows if reading.license_class in CLOSED]
    assert len(told) / len(rows) >= 0.85


@pytest.mark.parametrize("path", LABELLED, ids=lambda path: path.stem)
def test_hardly_any_open_text_is_told_as_closed(path: Path) -> None:
    rows = list(_labelled(path, "open"))
    told = [string for string, reading in rows if reading.license_class in CLOSED]
    assert len(told) / len(rows) <= 0.02


@pytest.mark.parametrize("around", AROUND)
def test_what_limits_an_open_license_beside_it_is_never_lost(around: str) -> None:
    texts = [around.format(open=name, limit=limit) for name, limit in product(OPEN_NAMES, RESTRICTING)]
    assert [] == [text for text in texts if read(text).openness in ("A", "B", "C")]


@pytest.mark.parametrize(
    "text",
    [
        "Software License Agreement (BSD-3-Clause License)",
        "MIT License, Copyright (c) 2020 Jane Doe. All rights reserved.",
        "Apache-2.0 (free for commercial use)",
        "You are free to use this code under the MIT license",
        "This file is subject to the terms and conditions of the GNU General Public License v2",
        "Open Source: LGPL-2.1-only",
        "License type: MPL-2.0",
    ],
)
def test_an_open_license_stays_open_beside_words_that_limit_nothing(text: str) -> None:
    assert read(text).openness == "A"


@pytest.mark.parametrize(
    "text",
    [
        "free for personal and commercial use",
        "BSD-licensed, so you can use it in commercial projects",
        "Zlib license agreement",
        "Feel free to use it however you like",
        "MIT, no restrictions",
    ],
)
def test_words_that_allow_commerce_or_everything_close_nothing(text: str) -> None:
    assert read(text).license_class not in CLOSED


def test_what_limits_a_closed_license_takes_nothing_from_its_name() -> None:
    assert read("BUSL-1.1 (Change License: Apache-2.0)").expression == "BUSL-1.1"


def test_the_text_of_a_license_is_read_with_any_copyright_line() -> None:
    assert read(MIT).expression == "MIT"
    assert read(MIT.replace("2020 Jane Doe", "May 2020 Doe & Sons Inc. All rights reserved.")).expression == "MIT"


@pytest.mark.parametrize("before_after", ALTERED.values(), ids=ALTERED.keys())
def test_an_altered_license_text_is_another_license(before_after: tuple[str, str]) -> None:
    before, after = before_after
    assert before in MIT
    assert read(MIT.replace(before, after)).openness not in ("A", "B", "C")


def test_a_text_with_its_own_title_is_the_license_of_that_title() -> None:
    titled = MIT.replace("MIT License\n", "SIL OPEN FONT LICENSE Version 1.1\n").replace(
        "sublicense, and/or sell", "and sell"
    )
    assert read(titled).expression == "OFL-1.1"


@pytest.mark.parametrize("text", ["Microsoft License", "Sybase License Agreement", "CAL"])
def test_a_vendor_alone_names_no_open_license(text: str) -> None:
    assert read(text).openness not in ("A", "B", "C")


def test_a_mark_in_a_cell_is_no_license() -> None:
    assert read("x").license_class == "noassertion"


@pytest.mark.parametrize(
    "text",
    ["Proprietary-style (MIT)", "Elastic License-style (Apache-2.0)", "Commercial style (MIT)", "academic-style (MIT)"],
)
def test_what_is_like_a_closed_license_is_not_settled_by_an_open_gloss(text: str) -> None:
    assert read(text).openness not in ("A", "B", "C")


@pytest.mark.parametrize(
    "beside",
    [
        *("EPL", "MPL-2.0", "CDDL", "openssl", "sleepycat", "artistic", "Zlib", "OFL", "LLVM-exception"),
        *("Foo-only", "internal", "binaryonly", "eval", "nomil", "field-of-use", "acknowledgement"),
    ],
)
def test_a_bsd_name_of_debian_with_more_than_a_holder_is_not_read(beside: str) -> None:
    assert read(f"BSD-3-clause-{beside}", "debian").expression is None


def test_between_licenses_that_a_build_decides_nobody_chooses() -> None:
    found = read("CC-BY-NC-4.0 or MIT depending on the build")
    assert (found.expression, found.candidates, found.openness) == (None, ("CC-BY-NC-4.0", "MIT"), "U")
    assert read("LGPL-2.1-or-later/GPL-2.0-or-later (depending on configuration)").candidates == (
        "LGPL-2.1-or-later",
        "GPL-2.0-or-later",
    )


@pytest.mark.parametrize("by", ["/", "|", "or"])
def test_between_licenses_for_different_parts_nobody_chooses(by: str) -> None:
    assert read(f"MIT (docs) {by} Elastic License (code)").expression == "MIT AND Elastic-2.0"
    assert read(f"MIT (frontend) {by} Proprietary (backend)").openness == "E"
    assert read(f"MIT (code) {by} Apache-2.0 (code)").expression == "MIT OR Apache-2.0"
