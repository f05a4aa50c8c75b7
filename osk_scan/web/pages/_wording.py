"""The pages' own sentences beside those of the reports, in the language that the reader chose."""

from functools import cache
from pathlib import Path

from starlette.requests import Request

from osk_scan.model import Language, Wording
from osk_scan.reports.parts import Words
from osk_scan.web.languages import language_of
from osk_scan.yaml_reading import load_policy

COOKIE = "osk_lang"


class PageWords(Words):
    """The sentences of pages and reports in one language."""

    def __init__(self, language: Language) -> None:
        super().__init__(language)
        self._sentences = {**self._sentences, **_own()}

    def has(self, key: str) -> bool:
        """Return whether there is a sentence of this key."""
        return key in self._sentences


def preferred_language(request: Request) -> Language:
    """Return the language asked for in the address, chosen before, or preferred by the browser; else German."""
    asked = request.query_params.get("lang") or request.cookies.get(COOKIE)
    if asked in ("de", "en"):
        return "en" if asked == "en" else "de"
    return language_of(request)


@cache
def _own() -> dict[str, Wording]:
    return load_policy(Path(__file__).with_name("wording.yaml"), dict[str, Wording])
