"""An OpenID provider that lies as it is told to: its tokens are honest but for the change that a test makes."""

import hashlib
import hmac
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlencode, urlsplit

import msgspec
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

CLIENT, SECRET = "osk-scan", "ein-ausreichend-langes-geheimnis"

Claims = dict[str, object]


class Provider:
    """What the provider knows and says; tests change it between two logins."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "one"})
        self.groups: object = ["osk-agency:a", "osk-role:audit"]
        self.change: Callable[[Claims], Claims] = lambda claims: claims
        self.sign: Callable[[Claims], str] = self.signed
        self.discovery: Mapping[str, str] = {}
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[str] = []
        """Paths, in the order in which they were asked for."""
        self.url = ""

    def signed(self, claims: Claims, key: RSAKey | None = None, kid: str = "one") -> str:
        return jwt.encode({"alg": "RS256", "kid": kid}, claims, key or self.key)

    def unsigned(self, claims: Claims) -> str:
        header, payload = msgspec.json.encode({"alg": "none"}), msgspec.json.encode(claims)
        return f"{_base64(header)}.{_base64(payload)}."

    def signed_with_the_public_key(self, claims: Claims) -> str:
        """Sign with what everybody knows, as if it were a shared secret."""
        header, payload = msgspec.json.encode({"alg": "HS256", "kid": "one"}), msgspec.json.encode(claims)
        text = f"{_base64(header)}.{_base64(payload)}"
        signature = hmac.new(self.key.as_pem(private=False), text.encode(), "sha256").digest()
        return f"{text}.{_base64(signature)}"

    def metadata(self) -> dict[str, str]:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
            "end_session_endpoint": f"{self.url}/end",
        } | dict(self.discovery)

    def keys(self) -> object:
        return KeySet([self.key]).as_dict(private=False)

    def authorize(self, asked: dict[str, str]) -> str:
        """Return where the browser is led: everybody who asks is the same person."""
        code = str(len(self.codes))
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, said: dict[str, str], authorization: str) -> tuple[int, object]:
        asked = self.codes.pop(said.get("code", ""), None)
        verifier = _base64(hashlib.sha256(said.get("code_verifier", "").encode()).digest())
        known = authorization.startswith("Basic ")
        if (
            asked is None
            or not known
            or (verifier, "S256") != (asked["code_challenge"], asked["code_challenge_method"])
        ):
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        honest: Claims = {
            "iss": self.url, "sub": "person-4711", "aud": CLIENT, "iat": now, "exp": now + 300,
            "nonce": asked["nonce"], "groups": self.groups, "name": "Erika Mustermann", "email": "erika@example.de",
        }  # fmt: skip
        return 200, {"id_token": self.sign(self.change(honest)), "access_token": "x", "token_type": "Bearer"}


@contextmanager
def provided() -> Iterator[Provider]:
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = urlsplit(self.path)
            provider.asked.append(address.path)
            if address.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", provider.authorize(_fields(address.query)))
                self.end_headers()
                return
            known = {"/.well-known/openid-configuration": provider.metadata, "/keys": provider.keys}
            self._say(200, known[address.path]())

        def do_POST(self) -> None:
            provider.asked.append(self.path)
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            self._say(*provider.token(_fields(body), self.headers.get("authorization", "")))

        def _say(self, status: int, said: object) -> None:
            body = msgspec.json.encode(said)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        provider.url = f"http://127.0.0.1:{server.server_port}"
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield provider
        server.shutdown()
        thread.join()


def _fields(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}


def _base64(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")
