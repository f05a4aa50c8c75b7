"""The login works with a certified OpenID provider (npm `oidc-provider`), which holds us to the standard as well."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urljoin, urlsplit

import httpx
import pytest

from tests.web.clients import environment, provider
from tests.web.openid_desk import served_with
from tests.web.openid_provider import CLIENT, SECRET
from tests.web.server import PATIENCE, Server, free_port, wait_until

pytestmark = pytest.mark.clients
PEOPLE = {"pruefende": ["osk-agency:a", "osk-role:audit"], "fremde": ["kantine"], "niemand": []}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    module = provider()
    node = shutil.which("node", path=environment()["PATH"])
    if module is None or node is None:
        pytest.skip("the certified provider is not installed (`make clients`)")
    port, desk_port, folder = free_port(), free_port(), tmp_path_factory.mktemp("certified")
    with (folder / "provider.log").open("wb") as log:
        script = Path(__file__).with_name("certified_provider.mjs")
        command = [node, str(script), str(module), str(port), json.dumps(_clients(desk_port)), json.dumps(PEOPLE)]
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        issuer = f"http://127.0.0.1:{port}"
        _wait(f"{issuer}/.well-known/openid-configuration", process)
        with served_with(issuer, folder, port=desk_port) as server:
            yield server
    finally:
        process.terminate()
        process.wait(PATIENCE)


@pytest.fixture
def browser(desk: Server) -> Iterator[httpx.Client]:
    with desk.client() as client:
        client.headers["Accept"] = "text/html"
        yield client


def _clients(desk_port: int) -> list[dict[str, object]]:
    """Return the desk, and another party at the same provider whose answers lead to the same address."""
    ours: dict[str, object] = {
        "client_id": CLIENT,
        "client_secret": SECRET,
        "redirect_uris": [f"http://127.0.0.1:{desk_port}/login/openid/answer"],
        "token_endpoint_auth_method": "client_secret_basic",
    }
    return [ours, ours | {"client_id": "another-desk"}]


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    def answers() -> bool:
        assert process.poll() is None
        try:
            httpx.get(address).raise_for_status()
        except httpx.TransportError:
            return False
        return True

    wait_until(answers)


def led_back(person: str, address: str) -> str:
    """Fill in the provider's forms as a person, and return where the provider then leads the browser."""
    desk = parse_qs(urlsplit(address).query)["redirect_uri"][0]
    with httpx.Client() as there:
        for _ in range(20):
            answer = there.get(address)
            while answer.status_code in (302, 303):
                address = urljoin(str(answer.url), answer.headers["location"])
                if address.startswith(desk):
                    return address
                answer = there.get(address)
            form = re.search(r'action="([^"]+)"', answer.text)
            prompt = re.search(r'name="prompt" value="(\w+)"', answer.text)
            assert form, answer.text
            assert prompt, answer.text
            said = {"prompt": prompt[1], "login": person, "password": "x"}
            answer = there.post(urljoin(str(answer.url), form[1]), data=said)
            address = urljoin(str(answer.url), answer.headers["location"])
    raise AssertionError("the provider never leads back")


def begun(browser: httpx.Client) -> str:
    return browser.get("/login/openid", params={"onward": "/findings"}).headers["location"]


def test_a_mapped_person_comes_in_and_leaves_at_the_provider_too(browser: httpx.Client) -> None:
    answer = browser.get(led_back("pruefende", begun(browser)))
    assert (303, "/findings") == (answer.status_code, answer.headers["location"])
    page = browser.get("/").text
    assert "Bezirksamt A" in page
    mark = page.partition('name="csrf" value="')[2].partition('"')[0]
    left = browser.get(browser.post("/session/end", data={"csrf": mark}).headers["location"]).text
    assert 401 == browser.get("/findings").status_code
    end = re.search(r'href="(http://127\.0\.0\.1:\d+/session/end[^"]*)"', left)
    assert end, left
    assert 200 == httpx.get(end[1].replace("&amp;", "&")).status_code


@pytest.mark.parametrize("person", ["fremde", "niemand"])
def test_who_is_known_there_but_not_mapped_here_stays_out(browser: httpx.Client, person: str) -> None:
    answer = browser.get(led_back(person, begun(browser)))
    assert (403, True) == (answer.status_code, "Kein Zugang eingerichtet" in answer.text)


def test_an_answer_opens_once(browser: httpx.Client, desk: Server) -> None:
    back = led_back("pruefende", begun(browser))
    pending = dict(browser.cookies)
    assert 303 == browser.get(back).status_code
    with desk.client() as again:
        again.cookies.update(pending)
        assert 403 == again.get(back, headers={"Accept": "text/html"}).status_code


def test_what_was_meant_for_another_party_opens_nothing(browser: httpx.Client) -> None:
    """Its code under this login's state: the provider gives no token for it to us."""
    asked = httpx.URL(begun(browser))
    elsewhere = asked.copy_set_param("client_id", "another-desk")
    foreign = urlsplit(led_back("pruefende", str(elsewhere)))
    assert asked.params["state"] == parse_qs(foreign.query)["state"][0]
    refused = browser.get(f"{foreign.path}?{foreign.query}")
    assert (403, True) == (refused.status_code, "Anmeldung nicht möglich" in refused.text)
    assert "osk_session" not in browser.cookies


def test_who_breaks_off_at_the_provider_is_told_so(browser: httpx.Client) -> None:
    with httpx.Client(follow_redirects=False) as there:
        answer = there.get(begun(browser))
        form = there.get(urljoin(str(answer.url), answer.headers["location"]))
        address = urljoin(str(form.url), f"{form.url.path}/abort")
        while not urlsplit(address).path.startswith("/login/openid/answer"):
            answer = there.get(address)
            address = urljoin(str(answer.url), answer.headers["location"])
    refused = browser.get(address)
    assert (403, True) == (refused.status_code, "Anmeldung abgebrochen" in refused.text)
