"""Real documents: how many components have a license that is decided, ambiguous, unreadable; what is not read."""

import lzma
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from osk_scan.identity import package_name
from osk_scan.licenses.expression import Reading, read, read_claims
from osk_scan.model import Component, Document
from osk_scan.parsers import parse

GENERATED = Path(__file__).resolve().parents[2].parent / "shared" / "corpus" / "generated"

UNDERSTOOD = {
    "host-debian.debsbom-licenses.cdx.json.xz": 1.0,
    "host-debian.syft.cyclonedx-json-1.6.xz": 0.75,  # copyright files as lists of names that only they define
    "npm-bpmn.cyclonedx-npm.cdx-1.6.json": 1.0,
    "npm-monorepo.cyclonedx-npm.cdx-1.6.json.xz": 0.999,
    "npm-pubadmin-ui.cdxgen.cdx-1.7.json.xz": 1.0,
    "npm-pubadmin-ui.cyclonedx-npm.cdx-1.6.json.xz": 0.99,
    "py-jupyterlab.pip-licenses.json": 1.0,
    "py-plone.cyclonedx-py.cdx-1.6.json.xz": 1.0,
    "py-plone.pip-licenses.csv": 0.99,
    "py-plone.syft.spdx-json-2.3.xz": 0.99,
}
"""Documents that state licenses, and the least share of the statements that is understood: as one expression, as the
candidates of an ambiguous one, or as the reference to a file that it is."""

SAYS_NOTHING = ("missing", "noassertion", "none")

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not GENERATED.is_dir(), reason="the shared corpus is not beside the project"),
]


def components(name: str) -> tuple[Component, ...]:
    packed = (GENERATED / name).read_bytes()
    content = lzma.decompress(packed) if name.endswith(".xz") else packed
    return parse(Document(name.removesuffix(".xz"), content)).components


def reading(component: Component) -> Reading:
    kind = package_name(component).type
    concluded = read_claims(component.concluded, kind)
    said = concluded.license_class not in SAYS_NOTHING
    return concluded if said else read_claims(component.declared, kind)


def kind_of(one: Reading) -> str:
    stated = one.expression and one.license_class not in (*SAYS_NOTHING, "unreadable")
    return "decided" if stated else one.license_class


@pytest.mark.parametrize("name", UNDERSTOOD)
def test_what_a_real_document_states_is_understood(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    classes = Counter(kind_of(reading(one)) for one in components(name))
    total, speaking = classes.total(), sum(count for kind, count in classes.items() if kind not in SAYS_NOTHING)
    with capsys.disabled():
        print(f"\n{name}:", ", ".join(f"{kind} {count} ({count / total:.1%})" for kind, count in classes.most_common()))
    assert speaking
    assert 1 - classes["unreadable"] / speaking >= UNDERSTOOD[name]


def test_the_claims_that_are_not_read_are_few_and_listed(capsys: pytest.CaptureFixture[str]) -> None:
    claims = [(claim, kind) for name in UNDERSTOOD for claim, kind in every_claim(name)]
    unread = Counter(claim for claim, kind in claims if read(claim, kind).license_class == "unreadable")
    with capsys.disabled():
        print(f"\nunread: {unread.total()} of {len(claims)} claims, {len(unread)} distinct; the most frequent:")
        for claim, count in unread.most_common(10):
            print(f"  {count:5} {claim[:100]!r}")
    assert unread.total() / len(claims) < 0.05


def every_claim(name: str) -> Iterator[tuple[str, str]]:
    for one in components(name):
        for claim in (*(one.concluded or ()), *(one.declared or ())):
            yield claim, package_name(one).type
