"""An agency never sees another's data: every route is asked for it, with the key that may do most."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import httpx
import pytest

from osk_scan.pipeline.access import Role
from osk_scan.web.app import areas
from osk_scan.web.endpoint import Endpoint
from tests.web.documents import bom
from tests.web.server import Server, served, wait_until

OURS, THEIRS = "Amt Eins", "Amt Zwei"
SECRETS = (THEIRS, "geheimverfahren", "geheimbibliothek", "Amt%20Zwei")
ROUTES = [(area.prefix, endpoint) for area in areas() for endpoint in area.endpoints]


class Desk(NamedTuple):
    """A desk at which two agencies have handed documents in."""

    ours: httpx.Client
    theirs: httpx.Client
    known: dict[str, list[str]]
    """What the other agency's things are called, by the name of the part of a path."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with (
        served(tmp_path_factory.mktemp("isolation") / "osk.db") as server,
        server.client(server.key(OURS, Role.ADMIN)) as ours,
        server.client(server.key(THEIRS, Role.ADMIN)) as theirs,
    ):
        _hand_in(ours, bom("unser"), "unser")
        token = _hand_in(theirs, bom("geheimbibliothek", license_id="GPL-3.0-only"), "geheimverfahren")
        yield Desk(ours, theirs, _known(server, theirs, token))


def _hand_in(client: httpx.Client, content: bytes, system: str) -> str:
    answer = client.post(
        "/api/v1/bom", data={"projectName": system, "autoCreate": "true"}, files={"bom": ("bom.json", content)}
    ).json()
    wait_until(lambda: not client.get(f"/api/v1/bom/token/{answer['token']}").json()["processing"])
    return str(answer["token"])


def _known(server: Server, theirs: httpx.Client, token: str) -> dict[str, list[str]]:
    system = theirs.get("/api/osk/v1/systems").json()["items"][0]["system"]["id"]
    inventory = theirs.get(f"/api/osk/v1/systems/{system}/inventories").json()["items"][0]["number"]
    finding = theirs.get("/api/osk/v1/findings").json()["items"][0]["id"]
    (project,) = theirs.get("/api/v1/project").json()
    assessment = theirs.get("/api/osk/v1/assessments").json()["items"][0]["assessment"]
    prefix = server.key(THEIRS).split("_")[1]
    every = [token, project["uuid"], str(system), str(inventory), finding, prefix, assessment, THEIRS]
    named = {"token": [token], "uuid": [project["uuid"], token], "id": [finding], "prefix": [prefix]}
    return named | {"number": [str(system), str(inventory)], "": every}


def _addresses(prefix: str, endpoint: Endpoint, known: dict[str, list[str]]) -> Iterator[str]:
    path = prefix + endpoint.path
    name = path.partition("{")[2].partition("}")[0]
    if not name:
        yield path
        return
    for value in known.get(name.partition(":")[0], known[""]):
        yield path.replace("{" + name + "}", value)


def _bodies(endpoint: Endpoint, known: dict[str, list[str]]) -> dict[str, Any]:
    if endpoint.takes is not None:
        finding = {"finding": known["id"][0], "reason": "x", "until": "2030-01-01", "reviewer": "x"}
        fields = finding | {"roles": ["uploader"], "agency": THEIRS}
        return {"json": {key: value for key, value in fields.items() if key in endpoint.takes.__struct_fields__}}
    if endpoint.method in ("POST", "PUT", "PATCH"):
        data = {"agency": THEIRS, "project": known["uuid"][0], "projectTags": f"agency:{THEIRS}"}
        return {"data": data, "files": {"document": ("bom.json", bom()), "bom": ("bom.json", bom())}}
    return {}


def _everything(client: httpx.Client) -> dict[str, Any]:
    """What an agency reads of itself where it asks for all that does not change by asking."""
    paths = ("systems", "findings", "waivers", "assessments", "receipts", "keys")
    said = {path: client.get(f"/api/osk/v1/{path}").json()["items"] for path in paths}
    return said | {"keys": [key | {"last_used_at": None} for key in said["keys"]]}


@pytest.mark.parametrize(("prefix", "endpoint"), ROUTES, ids=lambda each: getattr(each, "path", None))
def test_no_route_tells_or_changes_what_is_anothers(desk: Desk, prefix: str, endpoint: Endpoint) -> None:
    if prefix + endpoint.path in ("/session", "/session/end"):
        pytest.skip("is about the visit itself")
    changes = endpoint.method != "GET"
    before = _everything(desk.theirs) if changes else None
    for address in _addresses(prefix, endpoint, desk.known):
        answer = desk.ours.request(endpoint.method, address, **_bodies(endpoint, desk.known))
        assert answer.status_code < 500, (address, answer.text)
        told = answer.text if answer.is_success else ""
        assert not [secret for secret in SECRETS if secret in told.replace(address, "")], address
        if "{" in endpoint.path and prefix and "token" not in endpoint.path and "exports" not in endpoint.path:
            assert answer.status_code in (403, 404), (address, answer.text)
    assert before == (_everything(desk.theirs) if changes else None)


@pytest.mark.parametrize("path", ["findings", "scores", "hotspots", "metrics"])
@pytest.mark.parametrize("asked", ["agency", "assessment", "since"])
def test_no_question_reaches_further_than_the_key(desk: Desk, path: str, asked: str) -> None:
    if asked == "since" and path != "findings":
        pytest.skip("is no question to this route")
    value = THEIRS if asked == "agency" else desk.known[""][6]
    answer = desk.ours.get(f"/api/osk/v1/{path}", params={asked: value})
    assert 404 == answer.status_code


@pytest.mark.parametrize(("prefix", "endpoint"), ROUTES, ids=lambda each: getattr(each, "path", None))
def test_every_route_is_closed_to_strangers_unless_it_is_open_to_everyone(
    desk: Desk, prefix: str, endpoint: Endpoint
) -> None:
    if not prefix:
        pytest.skip("pages send strangers to the login")
    address = next(_addresses(prefix, endpoint, desk.known))
    answer = httpx.request(endpoint.method, str(desk.ours.base_url) + address)
    assert (endpoint.roles is None) == (answer.status_code != 401)
    if endpoint.roles is None:
        assert 200 == answer.status_code


@pytest.mark.parametrize("path", ["keys", "audit"])
def test_a_key_without_the_role_sees_no_keys_and_no_log(server: Server, path: str) -> None:
    for role in (Role.UPLOADER, Role.AUDITOR, Role.DASHBOARD):
        with server.client(server.key("I1", role)) as client:
            assert 403 == client.get(f"/api/osk/v1/{path}").status_code
