"""Notifications reach whom the user named, signed, once, and tell nothing about persons."""

import socketserver
import threading
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import jsonschema_rs
import msgspec
import pytest
from click.testing import CliRunner

from osk_scan.cli import osk_scan
from osk_scan.errors import InvalidRequest
from osk_scan.exporters._schemas import FOLDER
from osk_scan.model import Document, Language
from osk_scan.notification import Digest
from osk_scan.pipeline.assess import assess
from osk_scan.pipeline.ingest import Assignment, ingest
from osk_scan.pipeline.mailing import by_server
from osk_scan.pipeline.notifying import notify
from osk_scan.pipeline.policy import Policy
from osk_scan.pipeline.webhook import SIGNATURE, TIMESTAMP, signature, webhook
from osk_scan.store.assessments import Assessment
from osk_scan.store.database import Database
from tests.web.documents import bom

AT = "2026-09-01T08:00:00+00:00"
KEY = "zwanzig-zeichen-lang"
PERSON = "erika-mustermann.json"


class _Hook(BaseHTTPRequestHandler):
    """A receiver that keeps what it gets, and answers as it is told."""

    answer = 204
    got: list[tuple[dict[str, str], bytes]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.got.append((dict(self.headers), body))
        self.send_response(self.answer)
        self.send_header("Location", "http://127.0.0.1:9/elsewhere")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Mailbox(socketserver.StreamRequestHandler):
    """As much of RFC 5321 as one mail needs."""

    got: list[bytes]

    def handle(self) -> None:
        self.wfile.write(b"220 test\r\n")
        while line := self.rfile.readline():
            word = line.split()[0].upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                self.got.append(b"".join(iter(self.rfile.readline, b".\r\n")))
            self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")
            if word == b"QUIT":
                return


def served(server: socketserver.TCPServer) -> Iterator[int]:
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    with server:
        yield int(server.server_address[1])
        server.shutdown()
    thread.join()


@pytest.fixture
def hook() -> Iterator[tuple[str, type[_Hook]]]:
    handler = type("Hook", (_Hook,), {"got": []})
    for port in served(HTTPServer(("127.0.0.1", 0), handler)):
        yield f"http://127.0.0.1:{port}/hook", handler


@pytest.fixture
def mailbox() -> Iterator[tuple[str, type[_Mailbox]]]:
    handler = type("Mailbox", (_Mailbox,), {"got": []})
    for port in served(socketserver.TCPServer(("127.0.0.1", 0), handler)):
        yield f"smtp://127.0.0.1:{port}", handler


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with Database(tmp_path / "osk.db") as opened:
        yield opened


def assessed(db: Database, system: str, *, refused: bool = False) -> Assessment:
    if refused:
        assert "refused" == ingest(db, Document(PERSON, b"\x00?"), Assignment(agency="A", system=system), AT)[0].state
    else:
        ingest(db, Document("bom.json", bom()), Assignment(agency="A", system=system), AT)
    return assess(db, Policy(), AT[:10], AT)


def test_a_webhook_gets_what_is_new_once_and_can_check_who_sent_it(db: Database, hook: tuple[str, type[_Hook]]) -> None:
    url, handler = hook
    send = webhook(url, KEY, AT)
    first = notify(db, assessed(db, "Portal"), None, url, send, AT)
    assert first.new_findings > 0
    second = notify(db, assessed(db, "Portal"), None, url, send, AT)
    assert second.empty
    assert 1 == len(handler.got)
    headers, body = handler.got[0]
    assert first == msgspec.json.decode(body, type=Digest)
    assert headers[SIGNATURE.title()] == signature(KEY, headers[TIMESTAMP.title()], body)
    assert headers[SIGNATURE.title()] != signature(KEY, "0", body)


def test_what_a_webhook_gets_is_as_the_schema_that_ships_says(db: Database, hook: tuple[str, type[_Hook]]) -> None:
    url, handler = hook
    assessed(db, "Portal")
    notify(db, assessed(db, "Register", refused=True), None, url, webhook(url, KEY, AT), AT)
    notify(db, assessed(db, "Fachverfahren"), "A", url, webhook(url, KEY, AT), AT)
    ((_, first), (_, second)) = handler.got
    told = msgspec.json.decode(first)
    assert told["findings"]
    assert told["refusals"]
    schema = msgspec.json.decode((FOLDER / f"{told['schema']}.schema.json").read_bytes())
    validator = jsonschema_rs.Draft202012Validator(schema)
    for body in (first, second):
        assert [] == [error.message for error in validator.iter_errors(msgspec.json.decode(body))]
    assert not validator.is_valid(told | {"schema": "notification-2"})
    assert not validator.is_valid({name: value for name, value in told.items() if name != "findings"})


def test_only_findings_that_the_last_message_did_not_have_are_new(db: Database) -> None:
    got: list[Digest] = []
    notify(db, assessed(db, "Portal"), None, "x", got.append, AT)
    notify(db, assessed(db, "Register"), None, "x", got.append, AT)
    assert "Register" in {finding.system for finding in got[1].findings}
    assert "Portal" not in {finding.system for finding in got[1].findings}


def test_what_could_not_be_sent_is_sent_next_time(db: Database, hook: tuple[str, type[_Hook]]) -> None:
    url, handler = hook
    assessment = assessed(db, "Portal")
    for answer in (500, 302):
        handler.answer = answer
        with pytest.raises(InvalidRequest, match="webhook"):
            notify(db, assessment, None, url, webhook(url, KEY, AT), AT)
    handler.answer = 200
    assert notify(db, assessment, None, url, webhook(url, KEY, AT), AT).new_findings
    assert 3 == len(handler.got)


@pytest.mark.parametrize(("language", "said"), [("de", "Abgewiesene Dokumente: 1"), ("en", "Refused documents: 1")])
def test_a_mail_tells_refused_uploads_in_both_languages_and_names_no_document(
    db: Database, mailbox: tuple[str, type[_Mailbox]], language: Language, said: str
) -> None:
    url, handler = mailbox
    assessed(db, "Portal")
    assessment = assessed(db, "Portal", refused=True)
    send = by_server(url, None, "osk@example.org", "it@example.org", language, AT)
    notify(db, assessment, "A", "it@example.org", send, AT)
    mail = message_from_bytes(handler.got[0], policy=default)
    text = mail.get_content()
    assert said in text
    assert "it@example.org" == mail["To"]
    assert "mustermann" not in handler.got[0].decode()


def test_nobody_is_told_over_an_open_line_or_with_a_guessable_signature() -> None:
    for url, key in (("http://example.org", KEY), ("file:///etc/passwd", KEY), ("https://example.org", "short")):
        with pytest.raises(InvalidRequest):
            webhook(url, key, AT)


def test_without_a_receiver_the_command_tells_nobody(tmp_path: Path) -> None:
    ended = CliRunner().invoke(osk_scan, ["notify", "--db", str(tmp_path / "osk.db")])
    assert 2 == ended.exit_code
    assert "--webhook" in ended.output


def test_the_command_writes_a_mail_file(db: Database, tmp_path: Path) -> None:
    assessed(db, "Portal")
    to = tmp_path / "neu.eml"
    order = ["notify", "--db", str(db.path), "--lang", "de", "--mail-file", str(to)]
    ended = CliRunner().invoke(osk_scan, [*order, "--mail-to", "it@example.org", "--mail-from", "osk@example.org"])
    assert 0 == ended.exit_code, ended.output
    assert "Neue Befunde" in message_from_bytes(to.read_bytes(), policy=default).get_content()
