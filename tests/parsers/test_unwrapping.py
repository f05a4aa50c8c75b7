"""What documents come wrapped in, and how far unwrapping goes."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress

import msgspec
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from osk_scan.errors import RefusedDocument
from osk_scan.model import Document
from osk_scan.parsers import recognised, unwrapped
from osk_scan.parsers._caps import Caps

BOM = b'{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"name": "a"}]}'
SMALL = Caps(bytes=1 << 20, ratio=20, ratio_from=1 << 16, entries=3, depth=2)


def in_zip(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def in_tar(*files: tuple[str, bytes], link: str = "") -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, content in files:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
        if link:
            info = tarfile.TarInfo(link)
            info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
            archive.addfile(info)
    return packed.getvalue()


def in_envelope(content: bytes) -> bytes:
    return msgspec.json.encode(
        {"payload": b64encode(content).decode(), "payloadType": "application/vnd.in-toto+json", "signatures": []}
    )


def in_statement(content: bytes, kind: str = "https://cyclonedx.org/bom") -> bytes:
    return msgspec.json.encode(
        {
            "_type": "https://in-toto.io/Statement/v1",
            "predicateType": kind,
            "predicate": {"Data": content.decode()} if kind.endswith("Data") else msgspec.Raw(content),
        }
    )


def in_sigstore_bundle(content: bytes) -> bytes:
    kind = "application/vnd.dev.sigstore.bundle.v0.3+json"
    return msgspec.json.encode({"mediaType": kind, "dsseEnvelope": msgspec.Raw(in_envelope(content))})


COMPRESSIONS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": zstandard.compress,
}


@pytest.mark.parametrize("ending", COMPRESSIONS)
@settings(deadline=None, max_examples=30)
@given(content=st.binary(min_size=1, max_size=3000))
def test_compressed_bytes_come_out_as_they_went_in(ending: str, content: bytes) -> None:
    packed = Document(f"bom.json{ending}", COMPRESSIONS[ending](b"{" + content))
    assert (Document("bom.json", b"{" + content),) == unwrapped(packed)


@pytest.mark.parametrize("ending", COMPRESSIONS)
def test_frames_one_after_the_other_are_one_document(ending: str) -> None:
    pack = COMPRESSIONS[ending]
    assert BOM == unwrapped(Document("a", pack(BOM[:30]) + pack(BOM[30:])))[0].content


@pytest.mark.parametrize("ending", COMPRESSIONS)
def test_compressed_data_that_breaks_off_is_refused(ending: str) -> None:
    packed = COMPRESSIONS[ending](BOM * 100)
    with pytest.raises(RefusedDocument, match="damaged, incomplete"):
        unwrapped(Document("a", packed[: len(packed) // 2]))


@pytest.mark.parametrize("ending", COMPRESSIONS)
def test_a_bomb_is_refused_while_it_unpacks(ending: str) -> None:
    bomb = Document("bomb", COMPRESSIONS[ending](b"\0" * (4 << 20)))
    with pytest.raises(RefusedDocument, match="over the cap"):
        unwrapped(bomb, SMALL)


@pytest.mark.parametrize("ending", COMPRESSIONS)
def test_the_caps_hold_without_being_asked_for(ending: str) -> None:
    bomb = Document("bomb", COMPRESSIONS[ending](b"\0" * (24 << 20)))
    with pytest.raises(RefusedDocument) as refusal:
        unwrapped(bomb)
    assert "cap-exceeded" == refusal.value.kind


@pytest.mark.parametrize(
    "wrap",
    [in_envelope, in_statement, lambda bom: in_envelope(in_statement(bom)), lambda bom: b'{ "sbom": ' + bom + b"}"],
)
def test_an_attested_or_exported_document_is_taken_out(wrap: Callable[[bytes], bytes]) -> None:
    (inner,) = unwrapped(Document("a", wrap(BOM)))
    assert "cyclonedx_json" == recognised(inner)


def test_a_statement_about_something_else_stays_as_it_is() -> None:
    other = Document("a", in_statement(BOM, "https://slsa.dev/provenance/v1"))
    assert (other,) == unwrapped(other)


def test_a_payload_that_is_no_base64_is_refused() -> None:
    with pytest.raises(RefusedDocument, match="/payload"):
        unwrapped(Document("a", b'{"payload": "???", "payloadType": "x"}'))


def test_the_files_of_an_archive_come_in_their_order_and_under_their_paths() -> None:
    content = in_zip(**{"b/2.json": BOM, "a/1.json": b"{}", "__MACOSX/x": b"x", "a/.DS_Store": b"x"})
    assert ["z.zip/b/2.json", "z.zip/a/1.json"] == [each.name for each in unwrapped(Document("z.zip", content))]


def test_a_folder_packed_with_tar_from_within_gives_its_files() -> None:
    content = in_tar(("./bom.json", BOM), ("./a/1.json", b"{}"), ("./.git/x", b"x"))
    assert ["t/bom.json", "t/a/1.json"] == [each.name for each in unwrapped(Document("t", content))]


def test_links_in_a_tar_archive_are_not_followed() -> None:
    content = in_tar(("bom.json", BOM), link="passwd")
    assert (Document("t/bom.json", BOM),) == unwrapped(Document("t", content))


def test_layers_of_every_kind_lie_in_each_other() -> None:
    content = gzip.compress(in_tar(("inner.zip", in_zip(bom=BOM))))
    assert [BOM] == [each.content for each in unwrapped(Document("a.tar.gz", content))]


@pytest.mark.parametrize("path", ["../x", "a/../../x", "/etc/x", "C:/x", "a\\..\\..\\x"])
def test_a_path_that_leads_out_of_the_archive_refuses_it(path: str) -> None:
    for content in (in_zip(**{path: BOM}), in_tar((path, BOM))):
        with pytest.raises(RefusedDocument, match="leads out"):
            unwrapped(Document("a", content))


def test_too_many_entries_are_refused() -> None:
    files = {str(number): b"x" for number in range(SMALL.entries + 1)}
    for content in (in_zip(**files), in_tar(*files.items())):
        with pytest.raises(RefusedDocument, match="entries"):
            unwrapped(Document("a", content), SMALL)


def test_too_many_layers_are_refused() -> None:
    content = BOM
    for _ in range(SMALL.depth + 1):
        content = gzip.compress(content)
    with pytest.raises(RefusedDocument, match="wrapped more than 2 times"):
        unwrapped(Document("a", content), SMALL)


def test_many_small_bombs_together_are_one() -> None:
    content = in_zip(**{str(number): b"\0" * (400 << 10) for number in range(3)})
    with pytest.raises(RefusedDocument, match="bytes unpacked"):
        unwrapped(Document("a", content), Caps(bytes=1 << 20))


def test_an_archive_without_files_is_refused_as_empty() -> None:
    with pytest.raises(RefusedDocument, match="empty"):
        unwrapped(Document("a", in_zip()))


def test_a_spreadsheet_is_not_taken_apart() -> None:
    sheet = Document("a.xlsx", in_zip(**{"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"<a/>"}))
    assert (sheet,) == unwrapped(sheet)


@settings(deadline=None)
@given(
    content=st.binary(max_size=200),
    mark=st.sampled_from([b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd", b"PK\x03\x04"]),
)
def test_damaged_data_is_refused_or_unpacked_but_never_crashes(content: bytes, mark: bytes) -> None:
    with suppress(RefusedDocument):
        assert unwrapped(Document("a", mark + content), SMALL)


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_entry_that_is_damaged_is_refused_however_it_is_packed(method: int) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        archive.writestr("bom.json", BOM * 50)
    damaged = bytearray(made.getvalue())
    damaged[50:60] = b"\x5a" * 10
    with pytest.raises(RefusedDocument, match="damaged"):
        unwrapped(Document("a.zip", bytes(damaged)))


def test_an_entry_that_says_itself_how_much_memory_it_takes_is_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("bom.json", BOM)
    with pytest.raises(RefusedDocument, match="LZMA, which is not read"):
        unwrapped(Document("a.zip", made.getvalue()))


@pytest.mark.parametrize("wrap", [in_envelope, in_sigstore_bundle])
def test_each_line_of_a_bundle_is_a_document_of_its_own(wrap: Callable[[bytes], bytes]) -> None:
    bundle = b"\n".join([wrap(in_statement(BOM)), in_statement(BOM), b"", wrap(in_statement(BOM))])
    documents = unwrapped(Document("bom.intoto.jsonl.gz", gzip.compress(bundle + b"\r\n")))
    assert [Document(f"bom.intoto.jsonl line {number}", BOM) for number in (1, 2, 4)] == [*documents]


def test_what_is_no_sbom_in_a_bundle_stays_a_document_and_is_told() -> None:
    provenance = in_statement(b"{}", "https://slsa.dev/provenance/v1")
    first, second = unwrapped(Document("x.jsonl", in_envelope(in_statement(BOM)) + b"\n" + in_envelope(provenance)))
    assert (BOM, provenance) == (first.content, second.content)
    with pytest.raises(RefusedDocument, match=r"x.jsonl line 2: JSON, but in no known format"):
        recognised(second)


def test_one_attestation_on_several_lines_is_no_bundle() -> None:
    indented = msgspec.json.format(in_envelope(in_statement(BOM)))
    assert (Document("x.json", BOM),) == unwrapped(Document("x.json", indented))


def test_a_bundle_of_too_many_lines_is_refused() -> None:
    lines = b"\n".join([in_statement(BOM)] * (SMALL.entries + 1))
    with pytest.raises(RefusedDocument, match="more than 3 entries"):
        unwrapped(Document("x.jsonl", lines), SMALL)
