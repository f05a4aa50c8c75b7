"""The method page on its own: formulas, parameters, mappings and what must not be claimed, as one web page."""

from osk_scan.model import Language
from osk_scan.reports._method import method_view
from osk_scan.reports.templating import templates
from osk_scan.reports.wording import Words
from osk_scan.results import MethodPage


def render(page: MethodPage, language: Language, software: str) -> bytes:
    """Return the page in one language; like every report it carries its style and asks nobody for anything."""
    words = Words(language)
    view = method_view(page, words)
    made = templates().filled("method.html.j2", words=words, language=language, page=view, software=software)
    return made.encode("utf-8")
