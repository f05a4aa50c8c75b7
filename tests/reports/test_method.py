"""The method page holds all that the code computes by, in both languages, and asks nobody for anything."""

import pytest
from lxml import html

from osk_scan.model import Language
from osk_scan.reports.method import render
from osk_scan.sovereignty.method import load_method
from osk_scan.sovereignty.method_page import method_page

LANGUAGES: tuple[Language, ...] = ("de", "en")


def page(language: Language) -> str:
    return render(method_page(load_method()), language, "0").decode()


def text(language: Language) -> str:
    body = html.document_fromstring(page(language)).find("body")
    assert body is not None
    return " ".join(html.tostring(body, method="text", encoding="unicode").split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_indicator_goal_and_limit_is_told(language: Language) -> None:
    method, told = load_method(), text(language)
    names = [f"{id_} {one.name.in_(language)}" for id_, one in method.indicators.items()]
    formulas = [one.formula.in_(language) for one in method.indicators.values()]
    goals = [one.name.in_(language) for one in method.goals.values()]
    limits = [one.in_(language) for one in (*method.not_claimed, *method.not_measurable)]
    assert [] == [text for text in (*names, *formulas, *goals, *limits) if text not in told]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_machine_words_stand_in_sentences(language: Language) -> None:
    keys = {"support_end", "licence", "osi_multi", "cloud_tethered", "saas", "at-least", "at-most", "outer:", "exact:"}
    assert set() == keys & set(text(language).split())


def test_german_has_one_word_for_a_fact_and_dashes_of_its_own() -> None:
    told = text("de").split()
    assert [] == [word for word in told if word.startswith("Fakt")]
    assert "-" not in told


def test_the_page_is_self_contained() -> None:
    tree = html.document_fromstring(page("de"))
    assert [] == tree.xpath("//script | //link | //img | //@src")
    assert "de" == tree.get("lang")
