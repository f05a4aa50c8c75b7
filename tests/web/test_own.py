"""Our own API: filters, pages, tags of freshness, decisions, keys, and a description that is true."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import jsonschema_rs
import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families
from starlette.requests import Request

from osk_scan.finding import SEVERITIES
from osk_scan.pipeline.access import Caller, Role
from osk_scan.store.database import Database
from osk_scan.web import own
from osk_scan.web.call import Call
from osk_scan.web.desk import Desk
from osk_scan.web.own import assessments
from osk_scan.web.own.openapi import description
from osk_scan.web.settings import Settings
from tests.web.documents import bom
from tests.web.server import AT, Server, served, wait_until

AGENCY = "Amt Eigen"


@pytest.fixture(scope="module")
def auditor(server: Server) -> Iterator[httpx.Client]:
    """Somebody at a desk where two documents of one system were handed in and assessed."""
    key = server.key(AGENCY, Role.AUDITOR, Role.UPLOADER)
    with server.client(key) as client:
        hand_in(client, bom(components=2, license_id="GPL-3.0-only"), "Portal", "a.json")
        hand_in(client, bom(components=30, license_id="GPL-3.0-only"), "Portal", "a.json")
        yield client


def hand_in(client: httpx.Client, content: bytes, system: str, name: str) -> None:
    said = {"system": system, "context": "published", "outbound": "MIT"}
    token = client.post("/api/osk/v1/uploads", files={"document": (name, content)}, data=said).json()["token"]
    wait_until(lambda: not client.get(f"/api/osk/v1/receipts/{token}").json()["pending"])


def test_findings_are_given_a_page_at_a_time_each_once(auditor: httpx.Client) -> None:
    whole = auditor.get("/api/osk/v1/findings", params={"limit": 1000}).json()
    found: list[dict[str, Any]] = []
    after: int | None = -1
    while after is not None:
        page = auditor.get("/api/osk/v1/findings", params={"limit": 7, "after": after}).json()
        found += page["items"]
        after = page["next"]
    assert len(found) > 20
    assert whole["items"] == found
    ranks = [SEVERITIES.index(finding["severity"]) for finding in found]
    assert sorted(ranks, reverse=True) == ranks


@pytest.mark.parametrize("asked", [{"rule": "conflict-with-outbond"}, {"system": "Portla"}])
def test_what_no_rule_and_no_system_is_called_is_not_there_rather_than_without_findings(
    auditor: httpx.Client, asked: dict[str, str]
) -> None:
    answer = auditor.get("/api/osk/v1/findings", params=asked)
    assert (404, True) == (answer.status_code, next(iter(asked.values())) in answer.json()["detail"])


@pytest.mark.parametrize(("address", "allowed"), [("findings", "GET, HEAD"), ("waivers", "GET, HEAD, POST")])
def test_a_method_that_is_not_for_an_address_is_told_with_those_that_are(
    auditor: httpx.Client, address: str, allowed: str
) -> None:
    answer = auditor.delete(f"/api/osk/v1/{address}")
    assert (405, allowed) == (answer.status_code, answer.headers["allow"])


@pytest.mark.parametrize("asked", [{"severity": "high"}, {"rule": "conflict-with-outbound"}, {"system": "Portal"}])
def test_findings_are_filtered(auditor: httpx.Client, asked: dict[str, str]) -> None:
    (name, value), *_ = asked.items()
    found = auditor.get("/api/osk/v1/findings", params=asked).json()["items"]
    assert found
    if name == "severity":
        assert {"high", "critical"} >= {finding["severity"] for finding in found}
    else:
        assert {value} == {finding[name] for finding in found}


@pytest.mark.parametrize(
    "asked",
    [{"limit": 0}, {"limit": 1001}, {"severity": "x"}, {"nix": 1}, {"since": "gestern"}, {"since": "2026-99-99"}],
)
def test_a_question_that_makes_no_sense_is_refused(auditor: httpx.Client, asked: dict[str, str]) -> None:
    answer = auditor.get("/api/osk/v1/findings", params=asked)
    assert (400, "application/problem+json") == (answer.status_code, answer.headers["content-type"])


def test_a_parameter_given_twice_is_refused_instead_of_counting_one_of_them(auditor: httpx.Client) -> None:
    answer = auditor.get("/api/osk/v1/findings", params=[("severity", "high"), ("severity", "info")])
    assert (400, "application/problem+json") == (answer.status_code, answer.headers["content-type"])
    assert "`severity`" in answer.json()["detail"]


def test_of_two_documents_in_one_upload_none_is_lost_in_silence(auditor: httpx.Client) -> None:
    both = [("document", (name, bom(components=2))) for name in ("a.json", "b.json")]
    answer = auditor.post("/api/osk/v1/uploads", files=both, data={"system": "Zwei"})
    assert (400, "application/problem+json") == (answer.status_code, answer.headers["content-type"])
    assert "`document`" in answer.json()["detail"]


def test_since_an_assessment_only_what_came_and_what_went_is_told(auditor: httpx.Client) -> None:
    newest, before = (run["assessment"] for run in auditor.get("/api/osk/v1/assessments").json()["items"][:2])
    forwards = auditor.get("/api/osk/v1/findings", params={"since": before, "limit": 1000}).json()
    assert newest == forwards["assessment"]
    backwards = auditor.get("/api/osk/v1/findings", params={"since": newest, "assessment": before}).json()
    assert sorted(finding["id"] for finding in forwards["items"]) == sorted(backwards["resolved"])
    assert [] == forwards["resolved"] == backwards["items"]
    assert [] == auditor.get("/api/osk/v1/findings", params={"since": newest}).json()["items"]


@pytest.mark.parametrize("path", ["findings", "scores", "hotspots", "metrics"])
def test_who_has_the_newest_already_is_told_so(auditor: httpx.Client, path: str) -> None:
    first = auditor.get(f"/api/osk/v1/{path}")
    again = auditor.get(f"/api/osk/v1/{path}", headers={"If-None-Match": first.headers["etag"]})
    assert (200, 304, b"") == (first.status_code, again.status_code, again.content)


def test_a_waiver_holds_and_changes_the_tag_of_freshness(auditor: httpx.Client) -> None:
    first = auditor.get("/api/osk/v1/findings")
    finding = first.json()["items"][0]["id"]
    said = {"finding": finding, "reason": "Ablösung beauftragt", "until": "2099-12-31", "reviewer": "IT-Sicherheit"}
    assert 201 == auditor.post("/api/osk/v1/waivers", json=said).status_code
    again = auditor.get("/api/osk/v1/findings", headers={"If-None-Match": first.headers["etag"]})
    assert (200, "waived") == (again.status_code, again.json()["items"][0]["state"])
    assert [finding] == [waiver["finding"] for waiver in auditor.get("/api/osk/v1/waivers").json()["items"]]
    waived = auditor.get("/api/osk/v1/findings", params={"state": "waived"}).json()["items"]
    assert [finding] == [each["id"] for each in waived]
    assert finding == auditor.get(f"/api/osk/v1/findings/{finding}").json()["id"]


def test_a_waiver_on_nothing_is_refused(auditor: httpx.Client) -> None:
    said = {"finding": "0" * 32, "reason": "x", "until": "2099-12-31", "reviewer": "x"}
    assert 404 == auditor.post("/api/osk/v1/waivers", json=said).status_code


def test_an_agency_reads_in_its_audit_log_what_the_portfolio_decided_on_its_findings(tmp_path: Path) -> None:
    with served(tmp_path / "osk.db") as server, server.client(server.key("Amt W", Role.ADMIN)) as admin:
        hand_in(admin, bom(license_id="GPL-3.0-only"), "Portal", "a.json")
        with server.client(server.key(None, Role.AUDITOR)) as auditor:
            assert 201 == auditor.post("/api/osk/v1/assessments").status_code
            found = auditor.get("/api/osk/v1/findings").json()["items"]
            said = {"finding": found[0]["id"], "reason": "x", "until": "2099-12-31", "reviewer": "OSK"}
            assert 201 == auditor.post("/api/osk/v1/waivers", json=said).status_code
        (entry,) = (each for each in admin.get("/api/osk/v1/audit").json()["items"] if each["action"] == "waiver")
    assert f"{found[0]['id']} until 2099-12-31" == entry["subject"]


def test_a_waiver_is_revoked_once_and_by_nobody_who_only_reads(server: Server, auditor: httpx.Client) -> None:
    finding = auditor.get("/api/osk/v1/findings", params={"state": "open"}).json()["items"][-1]["id"]
    said = {"reason": "x", "reviewer": "IT"}
    address = f"/api/osk/v1/waivers/{finding}/revoke"
    assert 404 == auditor.post(address, json=said).status_code
    waived = {"finding": finding, "until": "2099-12-31", **said}
    assert 201 == auditor.post("/api/osk/v1/waivers", json=waived).status_code
    with server.client(server.key(AGENCY, Role.DASHBOARD)) as reader:
        assert 403 == reader.post(address, json=said).status_code
    with server.client(server.key("Amt Fremd", Role.AUDITOR)) as stranger:
        assert 404 == stranger.post(address, json=said).status_code
    assert 400 == auditor.post(address, json=said | {"reason": " "}).status_code
    answer = auditor.post(address, json=said)
    assert (201, True) == (answer.status_code, answer.json()["revoked"])
    assert "open" == auditor.get(f"/api/osk/v1/findings/{finding}").json()["state"]
    assert 404 == auditor.post(address, json=said).status_code


@pytest.mark.parametrize("until", ["2026-99-99", "20991231", "2099-W01-1", "bald", "2020-01-01"])
def test_a_waiver_until_no_day_or_one_that_is_over_is_refused(auditor: httpx.Client, until: str) -> None:
    finding = auditor.get("/api/osk/v1/findings").json()["items"][0]["id"]
    said = {"finding": finding, "reason": "x", "until": until, "reviewer": "x"}
    assert 400 == auditor.post("/api/osk/v1/waivers", json=said).status_code


def test_a_form_where_json_is_asked_for_is_refused_and_not_taken_for_nothing(auditor: httpx.Client) -> None:
    answer = auditor.post("/api/osk/v1/assessments", data={'{"as_of":"2020-01-01"}': ""})
    assert (400, True) == (answer.status_code, "application/json" in answer.json()["fix"])


def test_an_assessment_that_fails_by_our_mistake_is_told_as_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    auditor = Caller(key="test", name="", agency=AGENCY, roles=frozenset({Role.AUDITOR}))
    (make,) = (each for each in assessments.ENDPOINTS if each.method == "POST")
    with Database(tmp_path / "osk.db") as db:
        desk = Desk(Settings(db=db.path))
        call = Call(desk=desk, db=db, caller=auditor, request=Request({"type": "http"}), at=AT)
        monkeypatch.setattr(sys, "executable", "/bin/false")
        with pytest.raises(RuntimeError, match="assess ended with 1"):
            make.answer(call)
        desk.close()


def test_the_same_inputs_give_the_same_assessment(auditor: httpx.Client) -> None:
    newest = auditor.get("/api/osk/v1/assessments").json()["items"][0]["assessment"]
    made = auditor.post("/api/osk/v1/assessments")
    assert (201, newest) == (made.status_code, made.json()["assessment"])


def test_systems_lead_to_inventories_and_those_to_components(auditor: httpx.Client) -> None:
    (system,) = auditor.get("/api/osk/v1/systems").json()["items"]
    newest, oldest = auditor.get(f"/api/osk/v1/systems/{system['system']['id']}/inventories").json()["items"]
    assert (True, False) == (newest["counting"], oldest["counting"])
    address = f"/api/osk/v1/inventories/{newest['number']}"
    assert newest == auditor.get(address).json()
    first = auditor.get(f"{address}/components", params={"limit": 20}).json()
    rest = auditor.get(f"{address}/components", params={"limit": 20, "after": first["next"]}).json()
    assert newest["counts"]["stored"] == len(first["items"]) + len(rest["items"])
    assert rest["next"] is None


def test_scrapers_can_read_the_metrics(auditor: httpx.Client) -> None:
    answer = auditor.get("/api/osk/v1/metrics")
    families = {family.name: family for family in text_string_to_metric_families(answer.text)}
    assert answer.headers["content-type"].startswith("application/openmetrics-text")
    assert {AGENCY} == {sample.labels["agency"] for sample in families["osk_findings"].samples}


def test_every_export_of_one_file_can_be_fetched(auditor: httpx.Client) -> None:
    assert json.loads(auditor.get("/api/osk/v1/exports/findings-json").content)["findings"]
    assert 404 == auditor.get("/api/osk/v1/exports/nix").status_code


def test_an_admin_makes_and_ends_keys_of_its_agency_and_the_log_knows(server: Server) -> None:
    with server.client(server.key("Amt Schlüssel", Role.ADMIN)) as admin:
        made = admin.post("/api/osk/v1/keys", json={"roles": ["uploader"], "name": "CI"})
        key = made.json()["key"]
        with server.client(key) as uploader:
            assert 200 == uploader.get("/api/osk/v1/receipts").status_code
            assert 204 == admin.delete(f"/api/osk/v1/keys/{key.split('_')[1]}").status_code
            assert 401 == uploader.get("/api/osk/v1/receipts").status_code
        log = [entry["action"] for entry in admin.get("/api/osk/v1/audit").json()["items"]]
    assert ["key revoked", "key created", "key created"] == log


def test_the_description_names_every_route_and_type() -> None:
    told = description(own.area())
    named = {(path, method.upper()) for path, methods in told["paths"].items() for method in methods}
    assert {(own.PREFIX + endpoint.path, endpoint.method) for endpoint in own.area().endpoints} == named
    text = json.dumps(told)
    for name in {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}:
        assert name in told["components"]["schemas"]


def test_the_description_names_the_formats_and_every_status() -> None:
    paths = description(own.area())["paths"]
    formats = paths["/api/osk/v1/exports/{format}"]["get"]["parameters"][0]["schema"]["enum"]
    assert {"findings-json", "findings-csv", "sarif", "cyclonedx-json", "ods"} <= set(formats)
    assert ["html", "pdf", "odt"] == paths["/api/osk/v1/reports/{format}"]["get"]["parameters"][0]["schema"]["enum"]
    assert {"200", "304", "400", "401", "403", "404", "429", "500"} == set(
        paths["/api/osk/v1/findings"]["get"]["responses"]
    )
    assert {"200", "202"} <= set(paths["/api/osk/v1/reports/{format}"]["get"]["responses"])
    assert {"204", "404"} <= set(paths["/api/osk/v1/keys/{prefix}"]["delete"]["responses"])


@pytest.mark.parametrize(
    "path", ["findings", "receipts", "systems", "scores", "hotspots", "assessments", "waivers", "health"]
)
def test_answers_are_as_described(auditor: httpx.Client, path: str) -> None:
    told = auditor.get("/api/osk/v1/openapi.json").json()
    operation = told["paths"][f"/api/osk/v1/{path}"]["get"]
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    answer = auditor.get(f"/api/osk/v1/{path}").json()
    validator = jsonschema_rs.Draft202012Validator(schema | {"components": told["components"]})
    assert [] == [error.message for error in validator.iter_errors(answer)]


def agencies(client: httpx.Client) -> set[str]:
    return {finding["agency"] for finding in client.get("/api/osk/v1/findings").json().get("items", ())}


def test_a_key_for_the_portfolio_sees_all_agencies_together(tmp_path: Path) -> None:
    with served(tmp_path / "osk.db") as server, server.client(server.key(None, Role.AUDITOR)) as auditor:
        for agency in ("Amt P1", "Amt P2"):
            with server.client(server.key(agency)) as client:
                hand_in(client, bom(agency), "Portal", "a.json")
        wait_until(lambda: {"Amt P1", "Amt P2"} <= agencies(auditor))
        scopes = auditor.get("/api/osk/v1/scores").json()["scopes"]
        one = auditor.get("/api/osk/v1/findings", params={"agency": "Amt P1"}).json()["items"]
        for path in ("findings", "scores", "hotspots", "metrics", "exports/findings-csv", "reports/html"):
            answer = auditor.get(f"/api/osk/v1/{path}", params={"agency": "Amt P3"})
            assert (404, True) == (answer.status_code, "Amt P3" in answer.json()["detail"]), path
    assert {("portfolio", ""), ("agency", "Amt P1"), ("agency", "Amt P2")} <= {(s["scope"], s["name"]) for s in scopes}
    assert {"Amt P1"} == {finding["agency"] for finding in one}


def test_a_key_that_calls_too_often_is_told_to_wait(tmp_path: Path) -> None:
    with served(tmp_path / "osk.db", "--calls", "20") as server, server.client(server.key()) as client:
        answers = [client.get("/api/osk/v1/receipts") for _ in range(8)]
        with server.client(server.key("other")) as other:
            assert 200 == other.get("/api/osk/v1/receipts").status_code
    assert [200] * 5 + [429] * 3 == [answer.status_code for answer in answers]
    assert int(answers[-1].headers["retry-after"]) > 0


def test_nothing_that_is_asked_of_the_api_breaks_it(tmp_path: Path) -> None:
    """Questions made up from the description, within its types and beyond them; none may end in our mistake."""
    schemathesis = Path(sys.executable).with_name("schemathesis")
    if not schemathesis.exists():
        pytest.skip("schemathesis is not installed")
    with served(tmp_path / "osk.db", "--calls", "1000000") as server:
        key = server.key("Amt F", Role.ADMIN)
        with server.client(key) as client:
            hand_in(client, bom(), "Portal", "a.json")
        checks = "not_a_server_error,status_code_conformance,response_schema_conformance,content_type_conformance"
        command = [str(schemathesis), "run", f"{server.url}/api/osk/v1/openapi.json", "-H", f"X-Api-Key: {key}"]
        options = ["--checks", checks, "--phases", "coverage,fuzzing", "-n", "10", "--seed", "1"]
        done = subprocess.run([*command, *options], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert 0 == done.returncode, done.stdout
    routes = len(own.area().endpoints) - 1  # the description itself is what it starts from
    assert f"Tested: {routes}\n" in done.stdout
