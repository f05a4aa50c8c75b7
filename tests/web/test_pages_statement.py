"""The accessibility statement says what BITV 2.0 § 7 and Decision (EU) 2018/1523 ask for, and who answers."""

from pathlib import Path

import pytest

from osk_scan.errors import InvalidPolicy
from osk_scan.web import operating
from osk_scan.web.operating import load_operator
from tests.web.server import served

EXAMPLE = Path(operating.__file__).with_name("examples") / "operator.yaml"
PARTS = {
    "de": ("teilweise vereinbar", "Unvereinbarkeit mit den Anforderungen", "Unverhältnismäßige Belastung",
           "Selbstbewertung", "erstellt", "23.11.2026", "innerhalb eines Monats", "Durchsetzungsverfahren",
           "Landesbeauftragte für digitale Barrierefreiheit"),
    "en": ("partially compliant", "Non-compliance with the requirements", "Disproportionate burden",
           "self-assessment", "prepared", "2026-11-23", "within a month", "Enforcement procedure",
           "commissioner for digital accessibility"),
}  # fmt: skip


@pytest.mark.parametrize("language", PARTS)
def test_the_statement_has_every_part_of_the_model_and_the_operators_contact(tmp_path: Path, language: str) -> None:
    said = load_operator(EXAMPLE)
    with served(tmp_path / "osk.db", "--operator", str(EXAMPLE)) as server, server.client() as client:
        text = client.get("/accessibility", params={"lang": language}).text
    assert [] == [part for part in PARTS[language] if part not in text]
    assert [] == [
        part for part in (said.name, f"mailto:{said.email}", said.phone, said.form, said.post) if str(part) not in text
    ]
    barrier = said.barriers[0]
    assert (barrier.de if language == "de" else barrier.en) in text


def test_a_desk_without_an_operator_says_that_no_contact_is_named(tmp_path: Path) -> None:
    with served(tmp_path / "osk.db") as server, server.client() as client:
        text = client.get("/accessibility").text
    assert "noch keinen Kontakt hinterlegt" in text
    assert "noch nicht für ihre Installation überprüft" in text


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("name: Amt", "no electronic contact"),
        ("{name: Amt, email: nobody}", "no address"),
        ("{name: Amt, form: 'http://example.de'}", "not https"),
        ("{name: Amt, email: a@example.de, reviewed: gestern}", "no day"),
        ("{email: a@example.de}", "name"),
        ("{name: Amt, mail: a@example.de}", "email"),
    ],
)
def test_an_operator_that_nobody_can_reach_is_refused(tmp_path: Path, said: str, wrong: str) -> None:
    file = tmp_path / "operator.yaml"
    file.write_text(said)
    with pytest.raises(InvalidPolicy, match=wrong):
        load_operator(file)
