"""Supplement files as people hand them in, and as nobody should."""

from pathlib import Path

import pytest

from osk_scan.errors import InvalidPolicy
from osk_scan.pipeline.policy import Policy
from osk_scan.pipeline.supplementing import SupplementReceipt, keep
from osk_scan.store.database import Database
from osk_scan.yaml_reading import MAX_POLICY_BYTES

NOON = "2026-01-01T12:00:00+00:00"
YAML = "agency: Bezirksamt Schöneberg\nproducts: {office: {cost_per_year: 750.00, contract_end: 2027-12-31}}\n"
TABLE = "about;id;field;value\nagency;Bezirksamt Schöneberg;;\nproduct;office;cost_per_year;750,00\n"


@pytest.fixture(scope="module")
def policy() -> Policy:
    return Policy()


def handed_in(folder: Path, policy: Policy, name: str, content: bytes) -> SupplementReceipt:
    (folder / name).write_bytes(content)
    with Database(folder / "osk.db") as db:
        return keep(db, folder / name, policy, NOON)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(("name", "text"), [("s.yaml", YAML), ("s.csv", TABLE)])
def test_a_supplement_is_read_in_every_encoding_that_says_which_it_is(
    tmp_path: Path, policy: Policy, name: str, text: str, encoding: str
) -> None:
    receipt = handed_in(tmp_path, policy, name, text.encode(encoding))
    assert ("Bezirksamt Schöneberg", "stored", 1) == (receipt.agency, receipt.state, receipt.products)


def test_the_same_supplement_in_another_encoding_is_the_same(tmp_path: Path, policy: Policy) -> None:
    receipts = [handed_in(tmp_path, policy, "s.yaml", YAML.encode(encoding)) for encoding in ("utf-8", "utf-16")]
    assert ["stored", "unchanged"] == [receipt.state for receipt in receipts]


REFUSED = {
    b"": "says nothing",
    b"\n  \n": "says nothing;",
    YAML.encode("cp1252"): "not UTF-8; save it as UTF-8",
    YAML.encode()[:60]: "line 3: ",
    b"agency: A\nproducts: {office: {cost_per_year: -5}}\n": "`-5` is no amount",
    b"agency: A\nproducts: {office: {contract_end: 31.12.2027}}\n": "contract_end `31.12.2027` is no day",
    b"agency: A\nproducts: {office: {contract_end: 2027-13-45}}\n": "`2027-13-45` is no day like",
    b"agency: A\nretrieved: 2027-02-30\n": "retrieved `2027-02-30` is no day",
    b"agency: ''\n": "agency says nothing",
    b"a: &a [x, x]\nb: [*a, *a]\n": "aliases are not read",
    b"agency: " + b"[" * 5000: "nested deeper",
}


@pytest.mark.parametrize("content", REFUSED, ids=REFUSED.values())
def test_what_is_no_supplement_is_refused_in_one_line(tmp_path: Path, policy: Policy, content: bytes) -> None:
    with pytest.raises(InvalidPolicy, match=r"s\.yaml") as refused:
        handed_in(tmp_path, policy, "s.yaml", content)
    assert REFUSED[content] in str(refused.value)
    assert "\n" not in str(refused.value)


def test_what_is_larger_than_any_supplement_is_not_even_read(tmp_path: Path, policy: Policy) -> None:
    with pytest.raises(InvalidPolicy, match="larger than"):
        handed_in(tmp_path, policy, "s.csv", b" " * (MAX_POLICY_BYTES + 1))


def test_products_that_need_each_other_are_kept(tmp_path: Path, policy: Policy) -> None:
    text = b"agency: A\nproducts: {office: {requires: [windows-11]}, windows-11: {requires: [office]}}\n"
    assert () == handed_in(tmp_path, policy, "s.yaml", text).notes
