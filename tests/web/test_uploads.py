"""What is acknowledged is never lost, and the receipt says what became of it."""

import io
import json
import signal
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from osk_scan.pipeline.access import Role
from osk_scan.store.database import Database
from osk_scan.store.integrity import broken
from tests.web.documents import bom
from tests.web.server import Server, served, wait_until


def handed_in(client: httpx.Client, content: bytes, name: str = "bom.json", **said: str) -> httpx.Response:
    return client.post("/api/osk/v1/uploads", files={"document": (name, content)}, data=said)


def settled(client: httpx.Client, token: str) -> dict[str, Any]:
    def told() -> dict[str, Any]:
        receipt: dict[str, Any] = client.get(f"/api/osk/v1/receipts/{token}").json()
        return receipt

    wait_until(lambda: not told()["pending"], told)
    return told()


def test_an_upload_is_read_assessed_and_accounted_for(server: Server) -> None:
    with server.client(server.key("Amt 1")) as client:
        answer = handed_in(client, bom(components=5), system="Portal", context="published", outbound="EUPL-1.2")
        receipt = settled(client, answer.json()["token"])
    assert 202 == answer.status_code
    assert "assessed" == receipt["state"]
    (document,) = receipt["receipts"]
    counts = document["counts"]
    assert counts["in"] == counts["stored"] + counts["merged"] + counts["folded"] + counts["quarantined"]
    assert ("stored", "Portal", 6) == (document["state"], document["system"], counts["in"])


def test_a_small_unusable_document_is_refused_at_once_and_stays_told(server: Server) -> None:
    with server.client(server.key("Amt 2")) as client:
        answer = handed_in(client, b"{")
        receipt = client.get(answer.json()["links"]["self"]).json()
    assert "refused" == answer.json()["state"]
    assert ("refused", False) == (receipt["state"], receipt["pending"])
    (problem,) = receipt["receipts"][0]["problems"]
    assert {"de", "en"} == set(problem["message"])


def test_a_large_unusable_document_is_told_on_the_receipt(server: Server) -> None:
    with server.client(server.key("Amt 2")) as client:
        answer = handed_in(client, b"{" + b" " * (300 << 10))
        assert "received" == answer.json()["state"]
        assert "refused" == settled(client, answer.json()["token"])["state"]


def test_an_archive_gets_a_receipt_for_each_document(server: Server) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.json", bom("a"))
        archive.writestr("b.json", b"{")
    with server.client(server.key("Amt 3")) as client:
        receipt = settled(client, handed_in(client, packed.getvalue(), "boms.zip").json()["token"])
    assert "assessed" == receipt["state"]
    assert ["stored", "refused"] == [document["state"] for document in receipt["receipts"]]


def test_over_the_cap_is_refused_naming_it(tmp_path: Path) -> None:
    with served(tmp_path / "osk.db", "--max-upload", "1") as server, server.client(server.key()) as client:
        answer = handed_in(client, b" " * (2 << 20))
        problem = answer.json()
        assert (413, "application/problem+json") == (answer.status_code, answer.headers["content-type"])
        assert str(1 << 20) in problem["detail"]
        assert 202 == handed_in(client, bom()).status_code


def test_a_key_hands_in_for_its_own_agency_only(server: Server) -> None:
    with server.client(server.key("Amt 4")) as client:
        assert 403 == handed_in(client, bom(), agency="Amt 5").status_code


def test_a_dashboard_hands_nothing_in(server: Server) -> None:
    with server.client(server.key("Amt 4", Role.DASHBOARD)) as client:
        assert 403 == handed_in(client, bom()).status_code


def test_the_list_of_receipts_is_given_a_page_at_a_time(server: Server) -> None:
    with server.client(server.key("Amt 6")) as client:
        tokens = [handed_in(client, bom(f"system {at}")).json()["token"] for at in range(5)]
        found, before = [], None
        while True:
            asked = {"limit": 2} if before is None else {"limit": 2, "before": before}
            page = client.get("/api/osk/v1/receipts", params=asked).json()
            found += [receipt["token"] for receipt in page["items"]]
            before = page["next"]
            if before is None:
                break
    assert tokens[::-1] == found


def test_a_stop_finishes_what_is_being_read_and_the_rest_waits_for_the_next_start(tmp_path: Path) -> None:
    db = tmp_path / "osk.db"
    with served(db) as server, server.client(server.key()) as client:
        tokens = [handed_in(client, bom(components=200), system=f"S{at}").json()["token"] for at in range(10)]
        assert -signal.SIGTERM == server.stop()  # ended by the signal, after everything was finished
    with served(db) as server, server.client(server.key()) as client:
        assert {"assessed"} == {settled(client, token)["state"] for token in tokens}


@pytest.mark.parametrize("acknowledged", [1, 60])
def test_whatever_was_acknowledged_is_there_exactly_once_after_a_kill(tmp_path: Path, acknowledged: int) -> None:
    db = tmp_path / "osk.db"
    tokens: dict[str, str] = {}
    with served(db) as server:
        key = server.key()

        def hand_in(at: int) -> None:
            with server.client(key) as client:
                try:
                    answer = handed_in(client, bom(components=100), system=f"S{at}")
                except httpx.TransportError:
                    return
                tokens[answer.json()["token"]] = f"S{at}"
                if len(tokens) == acknowledged:
                    server.kill()

        with ThreadPoolExecutor(8) as several:
            list(several.map(hand_in, range(100)))
    assert len(tokens) >= acknowledged
    with served(db) as server, server.client(key) as client:
        receipts = {token: settled(client, token) for token in tokens}
    assert {"assessed"} == {receipt["state"] for receipt in receipts.values()}
    assert tokens == {token: receipt["receipts"][0]["system"] for token, receipt in receipts.items()}
    with Database(db) as kept:
        assert () == broken(kept)
        counted = dict(
            kept.execute(
                "SELECT system.name, count(*) FROM inventory JOIN source ON source.id = source"
                " JOIN system ON system.id = system GROUP BY 1"
            ).fetchall()
        )
    assert {1} == set(counted.values())
    assert set(tokens.values()) <= set(counted)


def test_a_document_that_brings_the_worker_down_is_told_as_failed(tmp_path: Path) -> None:
    db = tmp_path / "osk.db"
    with served(db) as server, server.client(server.key()) as client:
        server.stop()
    with Database(db) as kept, kept.transaction() as connection:
        connection.execute(
            "INSERT INTO upload (token, uploader, agency, assignment, document_name, sha256, size, content, state,"
            " attempts, received_at) VALUES ('t', 'k', 'A', ?, 'bom.json', '', 0, ?, 'parsing', 3, ?)",
            (json.dumps({"agency": "A"}), _empty_frame(), "2026-11-23T08:00:00+00:00"),
        )
    with served(db) as server, server.client(server.key()) as client:
        receipt = settled(client, "t")
    assert "refused" == receipt["state"]
    assert "3 times" in receipt["receipts"][0]["problems"][0]["message"]["en"]


def _empty_frame() -> bytes:
    import zstandard

    return zstandard.ZstdCompressor().compress(b"")
