"""Existing uploaders work unchanged: every rule learned from real clients."""

import base64
import json
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from osk_scan.pipeline.access import Role
from tests.web.documents import bom
from tests.web.server import Server, wait_until


def put(client: httpx.Client, content: bytes, **said: object) -> httpx.Response:
    body = {"projectName": "Portal", "projectVersion": "1.0", "autoCreate": True} | said
    return client.put("/api/v1/bom", json=body | {"bom": base64.b64encode(content).decode()})


def finished(client: httpx.Client, answer: httpx.Response) -> dict[str, Any]:
    assert 200 == answer.status_code, answer.text
    given: dict[str, Any] = answer.json()
    wait_until(lambda: not client.get(f"/api/v1/event/token/{given['token']}").json()["processing"])
    return given


def test_a_client_can_read_the_version_without_a_key(server: Server) -> None:
    told = httpx.get(f"{server.url}/api/version").json()
    assert (4, 11) <= tuple(int(part) for part in told["version"].split(".")[:2])
    assert told["uuid"] == str(UUID(told["uuid"]))
    assert {"name", "version", "timestamp", "uuid"} == set(told["framework"])


@pytest.mark.parametrize("header", ["X-Api-Key", "x-api-key", "X-API-KEY"])
def test_the_header_counts_in_any_case(server: Server, header: str) -> None:
    assert 200 == httpx.get(f"{server.url}/api/v1/team/self", headers={header: server.key("C1")}).status_code


@pytest.mark.parametrize("key", [None, "", "wrong", "osk_00000000_x", "ö"])
def test_a_bad_key_gets_an_empty_401(server: Server, key: str | None) -> None:
    headers = {} if key is None else {b"X-Api-Key": key.encode()}
    answer = httpx.get(f"{server.url}/api/v1/project", headers=headers)
    assert (401, b"") == (answer.status_code, answer.content)


def test_an_upload_is_polled_and_its_findings_read(server: Server) -> None:
    with server.client(server.key("C2")) as client:
        content = bom(license_id="GPL-3.0-only")
        tags = [{"name": "context:published"}, {"name": "outbound:MIT"}]
        given = finished(client, put(client, content, projectTags=tags))
        project = client.get(f"/api/v1/project/{given['projectUuid']}").json()
        found = client.get(f"/api/v1/finding/project/{given['projectUuid']}")
        violations = client.get(f"/api/v1/violation/project/{given['projectUuid']}").json()
        metrics = client.get(f"/api/v1/metrics/project/{given['projectUuid']}/current").json()
        export = client.get(f"/api/v1/finding/project/{given['projectUuid']}/export").json()
    assert ("Portal", "1.0") == (project["name"], project["version"])
    assert project["lastBomImport"] > 0
    assert found.headers["X-Total-Count"] == str(len(found.json()))
    conflict = next(each for each in found.json() if each["vulnerability"]["vulnId"] == "OSK-conflict-with-outbound")
    assert ("OSK", "HIGH") == (conflict["vulnerability"]["source"], conflict["vulnerability"]["severity"])
    assert not conflict["analysis"]["isSuppressed"]
    violation = next(each for each in violations if each["policyCondition"]["value"] == "conflict-with-outbound")
    assert ("LICENSE", "FAIL") == (violation["type"], violation["policyCondition"]["policy"]["violationState"])
    assert "GPL-3.0-only" == violation["component"]["resolvedLicense"]["name"]
    components = {each["component"]["uuid"]: each["component"]["name"] for each in found.json()}
    assert violation["component"]["name"] == components[violation["component"]["uuid"]]
    assert metrics["high"] >= 1
    assert all(isinstance(number, int) for number in metrics.values())
    assert export["findings"] == found.json()


@pytest.mark.parametrize("yes", ["true", "True", "TRUE", True, 1])
def test_booleans_come_in_every_spelling(server: Server, yes: object) -> None:
    with server.client(server.key(f"C3 {yes!r}")) as client:
        assert 200 == put(client, bom(), autoCreate=yes, isLatest=yes).status_code
        assert client.get("/api/v1/project/lookup", params={"name": "Portal", "version": "1.0"}).json()["isLatest"]


@pytest.mark.parametrize("no", ["false", "False", False])
def test_a_project_is_not_made_unless_asked_for(server: Server, no: object) -> None:
    with server.client(server.key("C4")) as client:
        answer = put(client, bom(), autoCreate=no)
    assert 404 == answer.status_code
    assert "could not be found" in answer.text


PARTS: dict[str, tuple[str | None, bytes] | tuple[str | None, bytes, str]] = {
    "a file without a type": ("bom.json", bom()),
    "a file of octets": ("bom.json", bom(), "application/octet-stream"),
    "a file of JSON": ("bom.json", bom(), "application/json"),
    "a text field": (None, bom()),
    "a file that begins with a mark": ("bom.json", b"\xef\xbb\xbf" + bom()),
}


@pytest.mark.parametrize("kind", PARTS)
def test_a_form_carries_the_document_as(server: Server, kind: str) -> None:
    with server.client(server.key("C5")) as client:
        fields = {"autoCreate": "true", "projectName": kind, "projectVersion": "main", "projectTags": "a, b"}
        given = finished(client, client.post("/api/v1/bom", data=fields, files={"bom": PARTS[kind]}))
        project = client.get(f"/api/v1/project/{given['projectUuid']}").json()
    assert (kind, "main") == (project["name"], project["version"])
    assert [{"name": "a"}, {"name": "b"}, {"name": "agency:C5"}] == project["tags"]


def test_a_mark_of_byte_order_is_no_part_of_document_or_body(server: Server) -> None:
    body = {"projectName": "P", "autoCreate": "true", "bom": base64.b64encode(b"\xef\xbb\xbf" + bom()).decode()}
    with server.client(server.key("C6")) as client:
        answer = client.put("/api/v1/bom", content=b"\xef\xbb\xbf" + json.dumps(body).encode())
        finished(client, answer)


def test_the_last_import_changes_with_each_upload_of_the_same_bytes(server: Server) -> None:
    seen = []
    with server.client(server.key("C7")) as client:
        for _ in range(3):
            given = finished(client, put(client, bom()))
            seen.append(client.get(f"/api/v1/project/{given['projectUuid']}").json()["lastBomImport"])
    assert 3 == len(set(seen))
    assert sorted(seen) == seen


def test_an_unusable_document_gets_a_problem_with_its_address(server: Server) -> None:
    with server.client(server.key("C8")) as client:
        answer = put(client, b'{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": 7}')
        told = answer.json()
        receipt = client.get(told["receipt"]).json()
    assert (400, "application/problem+json") == (answer.status_code, answer.headers["content-type"])
    assert ("The uploaded BOM is invalid", 400) == (told["title"], told["status"])
    assert told["errors"][0].startswith("$.components: ")
    assert "refused" == receipt["state"]


@pytest.mark.parametrize("bad", ["***", "é"])
def test_what_is_no_base64_is_refused(server: Server, bad: str) -> None:
    with server.client(server.key("C8")) as client:
        answer = client.put("/api/v1/bom", json={"projectName": "P", "autoCreate": True, "bom": bad})
    assert 400 == answer.status_code


def test_a_project_exists_once(server: Server) -> None:
    with server.client(server.key("C9")) as client:
        made = client.put("/api/v1/project", json={"name": "Portal", "version": "1", "classifier": "APPLICATION"})
        again = client.put("/api/v1/project", json={"name": "Portal", "version": "1"})
        given = put(client, bom(), project=made.json()["uuid"], projectName="another name").json()
    assert (201, 409) == (made.status_code, again.status_code)
    assert made.json()["uuid"] == given["projectUuid"]


def test_another_agencys_project_is_forbidden_and_an_unknown_one_not_found(server: Server) -> None:
    with server.client(server.key("C10")) as client:
        uuid = put(client, bom()).json()["projectUuid"]
    with server.client(server.key("C11")) as client:
        assert 403 == client.get(f"/api/v1/project/{uuid}").status_code
        assert 403 == put(client, bom(), project=uuid).status_code
        assert 403 == put(client, bom(), projectTags=[{"name": "agency:C10"}]).status_code
        assert 404 == client.get(f"/api/v1/project/{uuid4()}").status_code
        assert 400 == client.get("/api/v1/project/not-a-uuid").status_code


def test_lists_are_paged_in_both_ways_with_their_total(server: Server) -> None:
    with server.client(server.key("C12")) as client:
        for at in range(5):
            client.put("/api/v1/project", json={"name": f"S{at}"})
        first = client.get("/api/v1/project", params={"pageNumber": 1, "pageSize": 2})
        second = client.get("/api/v1/project", params={"pageNumber": 2, "pageSize": 2})
        third = client.get("/api/v1/project", params={"offset": 4, "limit": 2})
    names = [project["name"] for answer in (first, second, third) for project in answer.json()]
    assert [f"S{at}" for at in range(5)] == names
    assert {"5"} == {answer.headers["X-Total-Count"] for answer in (first, second, third)}


def test_a_key_for_the_portfolio_names_the_agency_by_tag_or_parent(server: Server) -> None:
    with server.client(server.key(None, Role.ADMIN)) as client:
        assert 400 == put(client, bom()).status_code
        by_tag = put(client, bom(), projectTags=[{"name": "agency:C13"}]).json()["projectUuid"]
        by_parent = put(client, bom(), parentName="C14", parentVersion="1").json()["projectUuid"]
        tags = [client.get(f"/api/v1/project/{uuid}").json()["tags"] for uuid in (by_tag, by_parent)]
    assert [[{"name": "agency:C13"}], [{"name": "agency:C14"}]] == tags


def test_a_team_says_what_its_key_may_do(server: Server) -> None:
    with server.client(server.key("C15")) as client:
        uploader = {each["name"] for each in client.get("/api/v1/team/self").json()["permissions"]}
    with server.client(server.key("C15", Role.DASHBOARD)) as client:
        dashboard = {each["name"] for each in client.get("/api/v1/team/self").json()["permissions"]}
    assert {"BOM_UPLOAD", "VIEW_PORTFOLIO", "PROJECT_CREATION_UPLOAD"} <= uploader
    assert "BOM_UPLOAD" not in dashboard


def test_portfolio_metrics_count_what_the_key_reaches(server: Server) -> None:
    with server.client(server.key("C16")) as client:
        finished(client, put(client, bom()))
        told = client.get("/api/v1/metrics/portfolio/current").json()
        violations = client.get("/api/v1/violation", params={"pageSize": 1})
    assert 1 == told["projects"]
    assert len(violations.json()) <= 1
    assert int(violations.headers["X-Total-Count"]) >= len(violations.json())
