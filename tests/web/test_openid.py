"""Who logs in by OpenID Connect has proved it on every count, and may do what the operator mapped and no more."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc.jwk import RSAKey

from osk_scan.errors import InvalidPolicy
from osk_scan.pipeline.access import Role, end_key
from osk_scan.store.audit import entries
from osk_scan.store.database import Database
from osk_scan.store.keys import keys
from osk_scan.web.openid.settings import load_openid
from tests.web.openid_desk import served_with
from tests.web.openid_provider import Claims, Provider, provided
from tests.web.server import AT, Server


@pytest.fixture(scope="module")
def running() -> Iterator[Provider]:
    with provided() as provider:
        yield provider


@pytest.fixture(scope="module")
def desk(running: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with served_with(running.url, tmp_path_factory.mktemp("openid"), "--calls", "100000") as server:
        yield server


@pytest.fixture
def provider(running: Provider) -> Provider:
    """The provider, honest again."""
    running.change, running.sign = (lambda claims: claims), running.signed
    running.groups = ["osk-agency:a", "osk-role:audit"]
    return running


@pytest.fixture
def browser(desk: Server) -> Iterator[httpx.Client]:
    with desk.client() as client:
        client.headers["Accept"] = "text/html"
        yield client


def led_back(browser: httpx.Client, onward: str = "/findings") -> str:
    """Return the address that the provider leads the browser back to."""
    begun = browser.get("/login/openid", params={"onward": onward})
    assert 303 == begun.status_code
    return httpx.get(begun.headers["location"]).headers["location"]


def logged_in(browser: httpx.Client) -> httpx.Response:
    return browser.get(led_back(browser))


def test_a_mapped_person_comes_in_and_goes_where_they_wanted(provider: Provider, browser: httpx.Client) -> None:
    answer = logged_in(browser)
    assert (303, "/findings") == (answer.status_code, answer.headers["location"])
    cookies = {cookie.partition("=")[0]: cookie.lower() for cookie in answer.headers.get_list("set-cookie")}
    assert "httponly" in cookies["osk_session"]
    assert "samesite=lax" in cookies["osk_session"]
    assert "max-age=0" in cookies["osk_login"]
    assert "Bezirksamt A" in browser.get("/").text
    assert 403 == browser.get("/upload").status_code


def test_a_person_of_the_portfolio_sees_all_and_hands_nothing_in(provider: Provider, browser: httpx.Client) -> None:
    provider.groups = ["osk-beratung", "osk-role:audit", "osk-role:upload"]
    logged_in(browser)
    assert "Alle Behörden" in browser.get("/").text
    assert 403 == browser.get("/upload").status_code


@pytest.mark.parametrize("onward", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "x"])
def test_a_login_leads_to_no_other_server(provider: Provider, browser: httpx.Client, onward: str) -> None:
    assert "/" == browser.get(led_back(browser, onward)).headers["location"]


def test_forms_of_a_visit_by_openid_need_its_mark(provider: Provider, browser: httpx.Client) -> None:
    logged_in(browser)
    assert 403 == browser.post("/session/end").status_code
    mark = browser.get("/").text.partition('name="csrf" value="')[2].partition('"')[0]
    ended = browser.post("/session/end", data={"csrf": mark})
    left = browser.get(ended.headers["location"])
    assert f"{provider.url}/end?client_id=osk-scan" in left.text
    assert 401 == browser.get("/findings").status_code


LIES: dict[str, Callable[[Claims], Claims]] = {
    "another nonce": lambda claims: claims | {"nonce": "x"},
    "no nonce": lambda claims: {name: value for name, value in claims.items() if name != "nonce"},
    "another audience": lambda claims: claims | {"aud": "another-desk"},
    "an audience among others, with another party": lambda claims: claims | {"aud": ["osk-scan", "x"], "azp": "x"},
    "no audience": lambda claims: {name: value for name, value in claims.items() if name != "aud"},
    "another issuer": lambda claims: claims | {"iss": "https://elsewhere.example"},
    "run out": lambda claims: claims | {"exp": int(time.time()) - 120},
    "without an end": lambda claims: {name: value for name, value in claims.items() if name != "exp"},
    "not yet": lambda claims: claims | {"nbf": int(time.time()) + 600},
    "another access token's": lambda claims: claims | {"at_hash": "x"},
    "nobody's": lambda claims: claims | {"sub": ["x"]},
}


@pytest.mark.parametrize("lie", LIES)
def test_a_token_that_does_not_stand_up_opens_nothing(provider: Provider, browser: httpx.Client, lie: str) -> None:
    provider.change = LIES[lie]
    refused(logged_in(browser), browser, "Anmeldung nicht möglich")


def test_a_token_that_is_signed_by_nobody_opens_nothing(provider: Provider, browser: httpx.Client) -> None:
    provider.sign = provider.unsigned
    refused(logged_in(browser), browser, "Anmeldung nicht möglich")


def test_a_token_that_everybody_could_sign_opens_nothing(provider: Provider, browser: httpx.Client) -> None:
    provider.sign = provider.signed_with_the_public_key
    refused(logged_in(browser), browser, "Anmeldung nicht möglich")


def test_a_token_of_another_key_opens_nothing(provider: Provider, browser: httpx.Client) -> None:
    other = RSAKey.generate_key(2048)
    provider.sign = lambda claims: provider.signed(claims, other)
    refused(logged_in(browser), browser, "Anmeldung nicht möglich")


@pytest.mark.parametrize("state", ["x", "", None])
def test_an_answer_to_another_login_opens_nothing(provider: Provider, browser: httpx.Client, state: str | None) -> None:
    back = urlsplit(led_back(browser))
    asked = {"code": parse_qs(back.query)["code"][0]} | ({} if state is None else {"state": state})
    before = list(provider.asked)
    refused(browser.get(back.path, params=asked), browser, "Anmeldung nicht möglich")
    assert before == provider.asked, "the code was not even asked about"


def test_an_answer_in_another_browser_opens_nothing(provider: Provider, desk: Server, browser: httpx.Client) -> None:
    back = led_back(browser)
    with desk.client() as other:
        refused(other.get(back), other, "Anmeldung nicht möglich")


def test_a_code_without_its_verifier_opens_nothing(provider: Provider, browser: httpx.Client) -> None:
    """Another login's answer under this login's state: the provider holds the verifier against it."""
    first, second = urlsplit(led_back(browser)), urlsplit(led_back(browser))
    mixed = {"code": parse_qs(first.query)["code"][0], "state": parse_qs(second.query)["state"][0]}
    refused(browser.get(second.path, params=mixed), browser, "Anmeldung nicht möglich")


def test_an_answer_opens_once(provider: Provider, desk: Server, browser: httpx.Client) -> None:
    back = led_back(browser)
    pending = dict(browser.cookies)
    assert 303 == browser.get(back).status_code
    with desk.client() as again:
        again.cookies.update(pending)
        refused(again.get(back), again, "Anmeldung nicht möglich")


def test_who_breaks_the_login_off_is_told_so(provider: Provider, browser: httpx.Client) -> None:
    back = urlsplit(led_back(browser))
    refused(browser.get(back.path, params={"error": "access_denied"}), browser, "Anmeldung abgebrochen")


def test_an_answer_without_a_code_opens_nothing(provider: Provider, browser: httpx.Client) -> None:
    back = urlsplit(led_back(browser))
    asked = {"state": parse_qs(back.query)["state"][0]}
    refused(browser.get(back.path, params=asked), browser, "Anmeldung nicht möglich")


@pytest.mark.parametrize(
    ("groups", "told"),
    [
        ([], "Kein Zugang eingerichtet"),
        (None, "Kein Zugang eingerichtet"),
        ({"osk-role:audit": "osk-agency:a"}, "Kein Zugang eingerichtet"),
        (["osk-role:audit"], "Kein Zugang eingerichtet"),
        (["osk-agency:a"], "Kein Zugang eingerichtet"),
        (["osk-agency:unbekannt", "osk-role:audit"], "Kein Zugang eingerichtet"),
        (["osk-agency:a", "osk-role:admin"], "Kein Zugang eingerichtet"),
        (["osk-beratung", "osk-role:upload"], "Kein Zugang eingerichtet"),
        (["osk-agency:a", "osk-agency:b", "osk-role:audit"], "Keine eindeutige Behörde"),
    ],
)
def test_nobody_has_rights_by_themselves(provider: Provider, browser: httpx.Client, groups: object, told: str) -> None:
    provider.groups = groups
    refused(logged_in(browser), browser, told)


def test_rights_are_those_of_the_newest_login(provider: Provider, desk: Server, browser: httpx.Client) -> None:
    logged_in(browser)
    provider.groups = ["osk-agency:b", "osk-role:upload"]
    with desk.client() as elsewhere:
        logged_in(elsewhere)
    assert "Landesamt B" in browser.get("/").text
    assert 200 == browser.get("/upload").status_code


def test_nothing_that_names_a_person_is_kept(provider: Provider, desk: Server, browser: httpx.Client) -> None:
    logged_in(browser)
    with Database(desk.db) as db:
        dump = "\n".join(db.connection.iterdump())
        (actor,) = {entry.actor for _, entry in entries(db, "Bezirksamt A") if entry.action == "login"}
    assert actor.startswith("openid-")
    for personal in ("person-4711", "Erika", "erika@"):
        assert personal not in dump
        assert personal not in desk.log.read_text()


def test_a_pseudonym_is_no_key(provider: Provider, desk: Server, browser: httpx.Client) -> None:
    logged_in(browser)
    with Database(desk.db) as db:
        pseudonym = next(key.prefix for key in keys(db) if key.prefix.startswith("openid-"))
    for shown in (f"osk_{pseudonym}_", f"osk_{pseudonym}", f"{pseudonym}_x"):
        with desk.client(shown) as client:
            assert 401 == client.get("/api/osk/v1/systems").status_code


def test_a_revoked_person_stays_out(provider: Provider, desk: Server) -> None:
    provider.change = lambda claims: claims | {"sub": "somebody-else"}
    with desk.client() as browser:
        logged_in(browser)
        with Database(desk.db) as db:
            pseudonym = [key.prefix for key in keys(db) if key.prefix.startswith("openid-")][-1]
            end_key(db, pseudonym, AT)
        assert 401 == browser.get("/findings").status_code
    with desk.client() as again:
        refused(logged_in(again), again, "Zugang gesperrt")


def test_new_keys_of_the_provider_are_fetched(tmp_path: Path) -> None:
    with provided() as provider, served_with(provider.url, tmp_path) as desk:
        provider.key = RSAKey.generate_key(2048, {"kid": "two"})
        provider.sign = lambda claims: provider.signed(claims, kid="two")
        with desk.client() as browser:
            assert 303 == logged_in(browser).status_code


def test_a_provider_that_speaks_for_another_issuer_is_not_used(tmp_path: Path) -> None:
    with provided() as provider, served_with(provider.url, tmp_path) as desk, desk.client() as browser:
        provider.discovery = {"issuer": "https://elsewhere.example"}
        answer = browser.get("/login/openid")
        assert (502, True) == (answer.status_code, "Der Anmeldedienst antwortet gerade nicht" in answer.text)


def test_a_silent_provider_leaves_the_desk_and_its_keys_as_they_are(tmp_path: Path) -> None:
    with provided() as provider:
        gone = provider.url
    with served_with(gone, tmp_path) as desk, desk.client() as browser:
        assert 502 == browser.get("/login/openid").status_code
        assert "Mit Landes-Anmeldung anmelden" in browser.get("/login").text
        assert 303 == browser.post("/session", data={"key": desk.key("A", Role.AUDITOR)}).status_code


def test_failed_logins_are_limited_and_pages_are_not(tmp_path: Path) -> None:
    with provided() as provider, served_with(provider.url, tmp_path) as desk, desk.client() as browser:
        for _ in range(100):
            assert 401 == browser.get("/findings").status_code
        statuses = {browser.get("/login/openid/answer", params={"state": "x"}).status_code for _ in range(70)}
        assert {400, 403, 429} & statuses == {403, 429}


def test_without_a_provider_there_is_no_such_login(server: Server) -> None:
    with server.client() as client:
        assert 404 == client.get("/login/openid").status_code
        assert "/login/openid" not in client.get("/login").text


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"issuer": "http://provider.example"}, "not https"),
        ({"roles": {"g": "auditer"}}, "auditor"),
        ({"agencie": {}}, "agencie"),
        ({"client": None}, "client"),
    ],
)
def test_settings_that_do_not_fit_are_refused(tmp_path: Path, change: Claims, told: str) -> None:
    file = tmp_path / "openid.yaml"
    said = {"issuer": "https://provider.example", "client": "x", "secret_file": "x", "desk": "https://osk.example"}
    file.write_text(json.dumps(said | change))
    with pytest.raises(InvalidPolicy, match=told):
        load_openid(file)


def test_the_example_is_one_that_can_be_read() -> None:
    settings = load_openid(Path(__file__).parents[2] / "osk_scan/web/examples/openid.yaml")
    assert {"uploader", "auditor", "dashboard", "admin"} == set(settings.roles.values())


def refused(answer: httpx.Response, browser: httpx.Client, told: str) -> None:
    assert answer.status_code in (400, 403)
    assert told in answer.text
    assert "osk_session" not in browser.cookies
    assert 401 == browser.get("/findings").status_code
