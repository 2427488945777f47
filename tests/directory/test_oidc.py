"""Signing in through an identity service, over real HTTP with a service of our own."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings as installed
from django.db import connection

from yichuang.directory.claims import Person, person_in
from yichuang.directory.errors import PartyInvalid
from yichuang.directory.models import Account, Party
from yichuang.directory.parties import find_party_by_number

NUMBER = "320200209901010015"
CLAIMS = {
    "sub": "subject-1",
    "name": "测试甲乙",
    "id_number": NUMBER,
    "phone_number": "10000000001",
    "real_name_level": "3",
    "email": "nobody@example.invalid",
}


def test_person_in_reads_the_usual_claims():
    assert person_in(CLAIMS) == Person("测试甲乙", NUMBER, "10000000001", 3)


def test_person_in_reads_other_names_and_defaults_to_the_lowest_level():
    names = {"name": "xm", "number": "sfzh", "phone": "sjh", "level": "dj"}

    assert person_in({"xm": "测试甲", "sfzh": NUMBER}, names) == Person("测试甲", NUMBER, "", 1)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": 7}, "name"),
        ({"id_number": None}, "id_number"),
        ({"phone_number": ["1"]}, "phone_number"),
        ({"real_name_level": 4}, "real_name_level"),
        ({"real_name_level": "high"}, "real_name_level"),
        ({"real_name_level": True}, "real_name_level"),
    ],
)
def test_person_in_names_the_claim_at_fault(changes, field):
    with pytest.raises(PartyInvalid) as refused:
        person_in({**CLAIMS, **changes})

    assert refused.value.field == field


class Service(BaseHTTPRequestHandler):
    """An identity service: discovery, token and userinfo."""

    claims: dict[str, str] = {}
    key = ec.generate_private_key(ec.SECP256R1())

    def do_GET(self) -> None:
        base = f"http://{self.headers['Host']}"
        answers = {
            "/.well-known/openid-configuration": {
                "issuer": base,
                "authorization_endpoint": f"{base}/authorize",
                "token_endpoint": f"{base}/token",
                "userinfo_endpoint": f"{base}/userinfo",
                "jwks_uri": f"{base}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            },
            "/userinfo": self.claims,
        }
        self._answer(answers[urlsplit(self.path).path])

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        base = f"http://{self.headers['Host']}"
        said = {"iss": base, "aud": "house", "sub": self.claims["sub"], "exp": 4102444800}
        token = jwt.encode(said, self.key, algorithm="ES256")
        self._answer({"access_token": "t", "token_type": "Bearer", "id_token": token})

    def _answer(self, value: object) -> None:
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def service(db, settings):
    """The house with an identity service beside it, on the loopback address."""
    if "allauth.socialaccount" not in installed.INSTALLED_APPS:
        pytest.skip("the sign-in library is not among the installed apps")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    Service.claims = dict(CLAIMS)
    settings.ROOT_URLCONF = "tests.directory.oidc_urls"
    settings.MIDDLEWARE = [
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "allauth.account.middleware.AccountMiddleware",
        "yichuang.directory.middleware.ActorMiddleware",
    ]
    settings.YICHUANG_OPEN_PREFIXES = ["/oidc/"]
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "city",
                    "name": "统一身份认证",
                    "client_id": "house",
                    "secret": "s",
                    "settings": {"server_url": f"http://127.0.0.1:{server.server_port}"},
                }
            ]
        }
    }
    settings.SOCIALACCOUNT_ADAPTER = "yichuang.directory.oidc.IdentityServiceAdapter"
    settings.LOGIN_REDIRECT_URL = "/who"
    yield Service
    server.shutdown()
    thread.join()
    server.server_close()


def come_in(client):
    """Go to the identity service and come back with a code, as a browser would."""
    away = client.post("/oidc/oidc/city/login/")
    assert away.status_code == 302
    state = parse_qs(urlsplit(away["Location"]).query)["state"][0]
    return client.get("/oidc/oidc/city/login/callback/", {"code": "c", "state": state})


def test_first_sign_in_registers_the_party(client, service):
    reply = come_in(client)

    assert (reply.status_code, reply["Location"]) == (302, "/who")
    party = Party.objects.get()
    assert client.get("/who").json()["id"] == str(party.id)
    assert party.id == find_party_by_number(NUMBER)
    assert party.real_name_level == 3
    account = Account.objects.get()
    assert (account.login_name, account.party, account.has_usable_password()) == (
        "city:subject-1",
        party,
        False,
    )


def test_second_sign_in_is_the_same_account_and_stores_nothing_in_the_clear(client, service):
    come_in(client)
    client.post("/leave")
    assert client.get("/who").json()["id"] == "public"

    come_in(client)

    assert Account.objects.count() == 1
    assert client.get("/who").json()["id"] == str(Party.objects.get().id)
    for table in ("socialaccount_socialaccount", "directory_account", "account_emailaddress"):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT coalesce(string_agg(t::text, ' '), '') FROM {table} t")
            (stored,) = cursor.fetchone()
        for secret in (NUMBER, "测试甲乙", "10000000001", "example.invalid"):
            assert secret not in stored


def test_service_without_the_number_lets_nobody_in(client, service):
    del service.claims["id_number"]

    with pytest.raises(PartyInvalid):
        come_in(client)

    assert not Account.objects.exists()
    assert client.get("/who").json()["id"] == "public"


def test_return_without_our_own_state_lets_nobody_in(client, service):
    client.get("/oidc/oidc/city/login/callback/", {"code": "c", "state": "forged"})

    assert not Account.objects.exists()
