"""People read moments by their own clocks, summer time included, and are told that they do."""

import pytest

from osk_scan.model import Language
from osk_scan.web.pages._numbers import moment
from osk_scan.web.pages._wording import PageWords


@pytest.mark.parametrize(
    ("iso", "language", "told"),
    [
        ("2026-11-23T08:00:00+00:00", "de", "23.11.2026 09:00 MEZ"),
        ("2026-07-31T22:30:00+00:00", "de", "01.08.2026 00:30 MESZ"),
        ("2026-07-31T22:30:00+00:00", "en", "2026-08-01 00:30 CEST"),
        ("2026-10-25T00:30:00+00:00", "de", "25.10.2026 02:30 MESZ"),
        ("2026-10-25T01:30:00+00:00", "de", "25.10.2026 02:30 MEZ"),
        ("2026-11-23", "de", "23.11.2026"),
    ],
)
def test_a_moment_is_told_by_the_clocks_of_berlin(iso: str, language: Language, told: str) -> None:
    words = PageWords(language)
    assert told.split() == moment(iso, words).split()
