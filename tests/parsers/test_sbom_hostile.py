"""SBOMs made to do harm: each is refused or quarantined with its reason, in bounded time."""

import json
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osk_scan.errors import RefusedDocument
from osk_scan.model import Document, Inventory
from osk_scan.parsers import parse, parsers, recognised

LEVELS = 100_000

HEADS = {
    "cyclonedx_json": '{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": ',
    "spdx_json": '{"spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT", "packages": ',
    "spdx3_jsonld": '{"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": ',
    "syft_json": '{"schema": {"version": "16.0.0"}, "artifacts": ',
    "trivy_json": '{"SchemaVersion": 2, "ArtifactName": "a", "Results": ',
}
ENTRIES = {
    "cyclonedx_json": '{"name": "a", "version": "1"}',
    "spdx_json": '{"SPDXID": "SPDXRef-a", "name": "a", "versionInfo": "1"}',
    "spdx3_jsonld": '{"type": "software_Package", "spdxId": "urn:a", "name": "a", "software_packageVersion": "1"}',
    "syft_json": '{"id": "a", "name": "a", "version": "1"}',
    "trivy_json": '{"Target": "t", "Packages": [{"ID": "a", "Name": "a", "Version": "1"}]}',
}


def made(name: str, *entries: str) -> Document:
    return Document("document", f"{HEADS[name]}[{', '.join(entries)}]}}".encode())


def outcome(document: Document) -> Inventory | RefusedDocument:
    started = time.process_time()
    try:
        result: Inventory | RefusedDocument = parse(document, recognised(document))
    except RefusedDocument as refusal:
        result = refusal
    assert time.process_time() - started < 5
    return result


@pytest.mark.parametrize("name", HEADS)
@pytest.mark.parametrize("unit", ["[", '{"components": [', '{"a": '])
def test_deep_nesting_is_refused_with_a_reason(name: str, unit: str) -> None:
    refusal = outcome(Document("document", (HEADS[name] + unit * LEVELS).encode()))
    assert isinstance(refusal, RefusedDocument)
    assert "cap-exceeded" == refusal.kind


def test_components_in_components_are_quarantined_below_the_hundredth_level() -> None:
    entry = '{"name": "innermost"}'
    for level in range(150):
        entry = f'{{"name": "{level}", "components": [{entry}]}}'
    inventory = outcome(made("cyclonedx_json", entry))
    assert isinstance(inventory, Inventory)
    assert (101, 1) == (len(inventory.components), len(inventory.quarantined))
    assert "cap-exceeded" == inventory.quarantined[0].problem.kind


@pytest.mark.parametrize("open_", ["<components><component><name>a</name>", "<a>"])
def test_deep_nesting_in_xml_is_refused_with_a_reason(open_: str) -> None:
    head = '<bom xmlns="http://cyclonedx.org/schema/bom/1.6">'
    refusal = outcome(Document("document", (head + open_ * LEVELS).encode()))
    assert isinstance(refusal, RefusedDocument)
    assert "cap-exceeded" == refusal.kind


@pytest.mark.parametrize("name", HEADS)
def test_a_very_long_name_is_cut_and_told(name: str) -> None:
    inventory = outcome(made(name, ENTRIES[name].replace('ame": "a"', f'ame": "{"x" * 3_000_000}"')))
    assert isinstance(inventory, Inventory)
    assert "cap-exceeded" in [problem.kind for problem in inventory.problems]
    assert all(len(component.name) <= 1000 for component in inventory.components)


def test_references_that_all_new_ones_run_into_cost_no_more_than_others() -> None:
    taken = [f'{{"name": "{at}", "bom-ref": "a#{at}"}}' for at in range(20_000, 60_000)]
    doubled = [f'{{"name": "{at}", "bom-ref": "a"}}' for at in range(20_000)]
    inventory = outcome(made("cyclonedx_json", *taken, *doubled))
    assert isinstance(inventory, Inventory)
    assert 60_000 == len({component.ref for component in inventory.components})


def test_what_stands_everywhere_is_told_two_hundred_times_and_then_counted() -> None:
    inventory = outcome(made("cyclonedx_json", *(f'{{"name": "a{at}", "purl": "none"}}' for at in range(250))))
    assert isinstance(inventory, Inventory)
    *told, more = inventory.problems
    assert ({"bad-purl"}, 200) == ({problem.kind for problem in told}, len(told))
    assert ("more-alike", "50 × bad-purl") == (more.kind, more.detail)


@pytest.mark.parametrize("name", HEADS)
@pytest.mark.parametrize("wrong", ['"\\ud800"', "NaN", "Infinity", '"\x00"', "01", '"\\x"'])
def test_what_json_does_not_know_is_refused_with_its_place(name: str, wrong: str) -> None:
    refusal = outcome(made(name, ENTRIES[name], f'{{"name": {wrong}}}'))
    assert isinstance(refusal, RefusedDocument)
    assert "unreadable" == refusal.kind
    assert "line 1 column" in refusal.detail


@pytest.mark.parametrize("name", HEADS)
def test_duplicate_keys_are_told_with_their_place(name: str) -> None:
    inventory = outcome(Document("document", made(name, ENTRIES[name]).content[:-1] + b', "x": 1, "x": 2}'))
    assert isinstance(inventory, Inventory)
    assert ["/x"] == [problem.where for problem in inventory.problems if problem.kind == "duplicate-key"]


@pytest.mark.parametrize("name", HEADS)
def test_a_document_that_breaks_off_anywhere_is_refused(name: str) -> None:
    content = made(name, ENTRIES[name], ENTRIES[name]).content
    for end in range(len(HEADS[name]), len(content) - 1):
        with pytest.raises(RefusedDocument):
            parse(Document("document", content[:end]), name)


@pytest.mark.parametrize("name", HEADS)
def test_bytes_that_are_no_utf_8_quarantine_what_they_stand_in(name: str) -> None:
    before, _, after = made(name, ENTRIES[name], ENTRIES[name]).content.rpartition(b'ame": "a"')
    content = before + b'ame": "\xff"' + after
    inventory = outcome(Document("document", content))
    assert isinstance(inventory, Inventory)
    assert 1 == len(inventory.quarantined) or any(problem.kind == "unreadable" for problem in inventory.problems)


@pytest.mark.parametrize("name", HEADS)
@given(
    value=st.sampled_from(
        [None, True, 5, -0.5, "", "a", "\0", "/", [], [None], [[]], ["a"], {}, {"a": []}, [{"id": 5}]]
    )
)
@settings(deadline=None, max_examples=20)
def test_any_value_in_any_member_leaves_the_ledger_balanced(name: str, value: object) -> None:
    entry = json.loads(ENTRIES[name])
    for key in (*entry, "licenses", "supplier", "externalRefs", "dependsOn"):
        inventory = outcome(made(name, json.dumps({**entry, key: value}), ENTRIES[name]))
        if isinstance(inventory, Inventory):
            kept = len(inventory.components) + inventory.merged + inventory.folded + len(inventory.quarantined)
            assert inventory.found == kept


TEXTS: dict[str, Callable[[str], str]] = {
    "spdx_tag_value": lambda text: f"SPDXVersion: SPDX-2.3\nPackageName: a\n{text}\n",
    "spdx_yaml": lambda text: f"spdxVersion: SPDX-2.3\n{text}\n",
    "spdx_xml": lambda text: f"<Document><spdxVersion>SPDX-2.3</spdxVersion>{text}</Document>",
    "cyclonedx_xml": lambda text: (
        f'<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components>{text}</components></bom>'
    ),
}


@pytest.mark.parametrize("name", TEXTS)
@settings(deadline=None)
@given(text=st.text(alphabet=st.sampled_from("<>/&;:a \n\t-[]{}'\"\x00\ud800é"), max_size=60))
def test_any_text_is_read_or_refused(name: str, text: str) -> None:
    document = Document("document", TEXTS[name](text).encode("utf-8", "surrogatepass"))
    try:
        inventory = parse(document, name)
    except RefusedDocument as refusal:
        assert "\n" not in str(refusal)  # noqa: PT017  (either outcome is right, and both are looked at)
    else:
        assert inventory.found == len(inventory.components) + inventory.merged + len(inventory.quarantined)


WHOLLY_UNUSABLE = ("empty", "unreadable", "breaks-off", "not-utf-8", "web-page", "ambiguous-format")


@settings(deadline=None)
@given(content=st.binary(max_size=300))
def test_no_parser_raises_when_it_looks_at_arbitrary_bytes(content: bytes) -> None:
    try:
        assert recognised(Document("document", content)) in parsers()
    except RefusedDocument as refusal:
        assert refusal.kind in WHOLLY_UNUSABLE or refusal.kind.startswith("unknown-")  # noqa: PT017  (either outcome is right)
