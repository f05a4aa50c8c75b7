"""Existing uploaders, unchanged, against a running server; those not installed are skipped (`make clients`)."""

import json
import subprocess
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest

from tests.web import clients
from tests.web.clients import FROM_NPM, FROM_PYPI, program
from tests.web.documents import bom
from tests.web.server import Server

pytestmark = pytest.mark.clients
RECORDED = json.loads((Path(__file__).parent / "recorded_requests.json").read_text("utf-8"))


def run(name: str, folder: Path, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    client = program(name)
    if client is None:
        pytest.skip(f"{name} is not installed; `make clients` installs what this machine can run")
    return subprocess.run(
        [str(client), *map(str, arguments)],
        cwd=folder,
        env={**clients.environment(), "NO_COLOR": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "bom.json"
    path.write_bytes(bom(license_id="AGPL-3.0-only"))
    return path


def imported(server: Server, key: str, name: str) -> list[str]:
    """The findings' rules of one system, as every client reads them."""
    with server.client(key) as client:
        found = [each for each in client.get("/api/v1/project").json() if each["name"] == name]
        assert found
        assert found[0]["lastBomImport"] > 0
        told = client.get(f"/api/v1/finding/project/{found[0]['uuid']}").json()
    return [each["vulnerability"]["vulnId"] for each in told]


def test_every_client_is_tested() -> None:
    assert {"dtrack-auditor", "dt-sbom-scanner", "owasp-dependency-track-cli"} == set(FROM_PYPI)
    assert {"cdxgen", "dependency-track"} == set(FROM_NPM)


def test_dtrack_auditor_uploads_waits_and_finds_nothing_against_the_policy(
    server: Server, document: Path, tmp_path: Path
) -> None:
    key = server.key("Client 1")
    said = ("-p", "auditor", "-v", "1.0", "-f", document, "-a", "-w", "-l", "true")
    done = run("dtrack-auditor", tmp_path, "-u", server.url, "-k", key, *said)
    assert "Uploaded BOM" in done.stdout, done.stdout + done.stderr
    assert imported(server, key, "auditor")


def test_dt_sbom_scanner_checks_its_permissions_and_publishes(server: Server, document: Path, tmp_path: Path) -> None:
    key = server.key("Client 2")
    document.rename(tmp_path / "app.cyclonedx.json")
    done = run("dt-sbom-scanner", tmp_path, "-u", f"{server.url}/api", "-k", key, "-p", "Gruppe/scanner@1.0")
    assert (0, True) == (done.returncode, "1 SBOM published" in done.stdout), done.stdout + done.stderr


def test_owasp_dependency_track_cli_uploads_waits_and_prints_findings(
    server: Server, document: Path, tmp_path: Path
) -> None:
    key = server.key("Client 3")
    said = ("--project-name", "cli", "--project-version", "1.0", "--auto-create", document)
    place = {"OWASP_DTRACK_URL": server.url, "OWASP_DTRACK_API_KEY": key}
    done = run("owasp-dependency-track-cli", tmp_path, "test", *said, **place)
    assert 0 == done.returncode, done.stdout + done.stderr
    assert all(rule in done.stdout for rule in imported(server, key, "cli"))


def test_the_npm_module_uploads_and_reads_metrics(server: Server, document: Path, tmp_path: Path) -> None:
    key = server.key("Client 4")
    said = ("--dependencyTrackBaseUrl", server.url, "--apiKey", key, "--projectName", "npm", "--projectVersion", "1.0")
    done = run("dependency-track", tmp_path, "-u", document, *said)
    assert "Bom file uploaded" in done.stdout, done.stdout + done.stderr
    assert '"policyViolationsTotal"' in run("dependency-track", tmp_path, "-m", *said).stdout


def test_cdxgen_hands_its_own_document_in(server: Server, tmp_path: Path) -> None:
    key = server.key("Client 5")
    (tmp_path / "requirements.txt").write_text("requests==2.32.0\n")
    said = ("--project-name", "cdxgen", "--project-version", "1.0", "--server-url", server.url, "--api-key", key)
    done = run("cdxgen", tmp_path, "-t", "python", "--no-install-deps", *said, "-o", "bom.json", ".")
    with server.client(key) as client:
        names = [each["name"] for each in client.get("/api/v1/project").json()]
    assert ["cdxgen"] == names, done.stdout + done.stderr


@pytest.mark.parametrize("recorded", RECORDED, ids=lambda each: each["client"])
def test_a_request_of_a_plugin_is_taken(server: Server, recorded: dict[str, Any]) -> None:
    """What is no program by itself: requests field by field, each from the source that `from` names in the file.

    gh-upload-sbom was run (Node.js 20, @actions/core 1) and its requests taken down; all others were never captured,
    but written from source or description. Keys, boundaries and documents are ours.
    """
    key = server.key(f"Recorded {recorded['client']}")
    body = _form(recorded["form"], recorded["boundary"]) if "form" in recorded else _json(recorded["json"])
    headers = {str(name): str(value).replace("{key}", key) for name, value in recorded["headers"].items()}
    with server.client() as client:
        answer = client.request(recorded["method"], "/api/v1/bom", content=body, headers=headers)
    assert 200 == answer.status_code, answer.text
    assert {"token", "projectUuid"} == set(answer.json())


def test_what_the_jenkins_plugin_asks_after_its_upload_is_answered(server: Server) -> None:
    """Its calls after its source, as the plugin's recorded upload; it pages until a page is empty."""
    key = server.key("Jenkins")
    upload = {"projectName": "Portal", "projectVersion": "1.0", "autoCreate": True, "bom": _base64(bom())}
    with server.client(key) as client:
        client.headers["Accept"] = "application/json"
        token = client.put("/api/v1/bom", json=upload).json()["token"]
        assert client.get(f"/api/v1/event/token/{token}").json()["processing"] in (True, False)
        found = client.get("/api/v1/project/lookup", params={"name": "Portal", "version": "1.0"}).json()
        assert ("Portal", "1.0") == (found["name"], found["version"])
        listing = "/api/v1/project?limit=500&excludeInactive=true&page="
        pages = [client.get(f"{listing}{page}").json() for page in (1, 2)]
        assert [["Portal"], []] == [[each["name"] for each in page] for page in pages]
        said = {"tags": [{"name": "ci"}], "group": "berlin", "isLatest": True}
        assert 200 == client.patch(f"/api/v1/project/{found['uuid']}", json=said).status_code
        changed = client.get(f"/api/v1/project/{found['uuid']}").json()
        assert ("ci", True) == (changed["tags"][0]["name"], changed["isLatest"])
        for each in ("finding", "violation"):
            assert 200 == client.get(f"/api/v1/{each}/project/{found['uuid']}").status_code


def _form(parts: list[dict[str, Any]], boundary: str) -> bytes:
    document = bom().decode()
    told = []
    for part in parts:
        value = part["value"].replace("{bom}", document)
        head = "\r\n".join(part["head"]).replace("{length}", str(len(value.encode())))
        told.append(f"--{boundary}\r\n{head}\r\n\r\n{value}\r\n")
    return "".join([*told, f"--{boundary}--\r\n"]).encode()


def _json(said: dict[str, Any]) -> bytes:
    return json.dumps(said | {"bom": _base64(bom())}, separators=(",", ":")).encode()


def _base64(content: bytes) -> str:
    return b64encode(content).decode()
