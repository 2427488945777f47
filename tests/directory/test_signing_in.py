"""Signing in, the second factor, the lock, and what a session may do after a change."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.directory.people import NOON, hold, make_account, make_officer, make_organ, make_post

from yichuang.directory.errors import PostNotHeld, SignInLocked, SignInRefused
from yichuang.directory.models import Account, PostHolding
from yichuang.directory.signing_in import enrol_second_factor
from yichuang.directory.staffing import dismiss
from yichuang.directory.totp import code_at, step_of
from yichuang.kernel.public import ports

pytestmark = pytest.mark.django_db
WORD = "correct horse 12"


@pytest.fixture(autouse=True)
def site(settings, clock):
    settings.ROOT_URLCONF = "tests.directory.urls"
    settings.MIDDLEWARE = [
        "django.contrib.sessions.middleware.SessionMiddleware",
        "yichuang.directory.middleware.ActorMiddleware",
    ]
    settings.AUTHENTICATION_BACKENDS = ["yichuang.directory.signing_in.StandingBackend"]
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.YICHUANG_DEMO = False


@pytest.fixture
def account() -> Account:
    organ = make_organ()
    officer = make_officer(organ)
    hold(officer, make_post(organ))
    hold(officer, make_post(organ, code="bureau.zread", acts=["case.read"]))
    account = make_account("chief", officer=officer)
    account.set_password(WORD)
    account.save()
    return account


def enter(client, **changes):
    return client.post("/enter", {"name": "chief", "password": WORD, **changes})


def code_now(account: Account, clock) -> str:
    """What the authenticator app shows now."""
    account.refresh_from_db()
    secret = ports().vault.open(
        bytes(account.totp_sealed), bound_to=b"directory/totp/1:" + account.pk.bytes
    )
    return code_at(secret, step_of(clock.moment))


def test_sign_in_acts_in_the_first_post_without_second_factor(client, account):
    enter(client)

    assert client.get("/who").json() == {
        "id": "O1",
        "post": "bureau.decide",
        "second_factor": False,
    }


def test_sign_in_rotates_the_session(client, account):
    client.get("/who")
    client.session["left"] = "over"
    before = client.session.session_key
    enter(client)

    assert client.session.session_key != before


def test_sign_out_ends_it(client, account):
    enter(client)
    client.post("/leave")

    assert client.get("/who").json()["id"] == "public"


@pytest.mark.parametrize(
    "changes",
    [{"password": "wrong"}, {"password": ""}, {"name": "nobody"}, {"name": ""}, {"name": "CHIEF"}],
)
def test_wrong_name_and_wrong_password_get_the_same_answer(client, account, changes):
    with pytest.raises(SignInRefused) as refused:
        enter(client, **changes)

    assert refused.value.facts == {}
    assert client.get("/who").json()["id"] == "public"


def test_inactive_account_does_not_sign_in(client, account):
    Account.objects.update(is_active=False)

    with pytest.raises(SignInRefused):
        enter(client)


def test_fifth_failure_locks_for_fifteen_minutes(client, account, clock):
    for _ in range(5):
        with pytest.raises(SignInRefused):
            enter(client, password="wrong")
    with pytest.raises(SignInLocked):
        enter(client)

    clock.moment = NOON + timedelta(minutes=14, seconds=59)
    with pytest.raises(SignInLocked):
        enter(client)
    clock.moment = NOON + timedelta(minutes=15)

    assert enter(client).status_code == 200
    account.refresh_from_db()
    assert (account.failed_count, account.locked_until) == (0, None)


def test_success_forgets_earlier_failures(client, account):
    for _ in range(2):
        for _ in range(4):
            with pytest.raises(SignInRefused):
                enter(client, password="wrong")
        enter(client)


def test_second_factor_at_sign_in(client, account, clock):
    enrol_second_factor(account)
    enter(client, code=code_now(account, clock))

    assert client.get("/who").json()["second_factor"] is True
    assert client.get("/decide").content == b"in"


def test_second_factor_after_sign_in(client, account, clock):
    enrol_second_factor(account)
    enter(client)
    assert client.get("/who").json()["second_factor"] is False

    client.post("/second", {"code": code_now(account, clock)})

    assert client.get("/who").json()["second_factor"] is True


def test_code_is_used_once_and_wrong_codes_are_counted(client, account, clock):
    enrol_second_factor(account)
    code = code_now(account, clock)
    enter(client, code=code)

    with pytest.raises(SignInRefused):
        enter(client, code=code)
    with pytest.raises(SignInRefused):
        client.post("/second", {"code": code})

    account.refresh_from_db()
    assert account.failed_count == 2


def test_code_without_a_secret_gives_no_second_factor(client, account):
    enter(client, code="123456")

    assert client.get("/who").json()["second_factor"] is False
    with pytest.raises(SignInRefused):
        client.post("/second", {"code": "123456"})


def test_demo_account_counts_as_second_factor_only_where_the_settings_say_so(
    client, account, settings
):
    Account.objects.update(is_demo=True)
    enter(client)
    assert client.get("/who").json()["second_factor"] is False

    settings.YICHUANG_DEMO = True
    assert client.get("/who").json()["second_factor"] is True

    Account.objects.update(is_demo=False)
    assert client.get("/who").json()["second_factor"] is False


def test_switch_post_holds_until_the_post_is_lost(client, account):
    enter(client)
    client.post("/post", {"post": "bureau.zread"})
    assert client.get("/who").json()["post"] == "bureau.zread"

    with pytest.raises(PostNotHeld):
        client.post("/post", {"post": "bureau.nobody"})
    PostHolding.objects.filter(post="bureau.zread").update(valid_to=date(2026, 3, 1))

    assert client.get("/who").json()["post"] == "bureau.decide"


def test_dismissal_holds_from_the_next_request(client, account):
    enter(client)
    dismiss(officer="O1", last_day=date(2026, 3, 1))

    assert client.get("/who").json()["id"] == "public"


def test_changed_password_ends_other_sessions(client, account):
    enter(client)
    account.set_password("another word 99")
    account.save()

    assert client.get("/who").json()["id"] == "public"


def test_unknown_name_is_compared_as_long_as_a_known_one(client, account, monkeypatch):
    hashed = []
    monkeypatch.setattr(
        "yichuang.directory.signing_in.make_password", lambda word: hashed.append(word)
    )

    with pytest.raises(SignInRefused):
        enter(client, name="nobody", password="guess")

    assert hashed == ["guess"]


def test_password_and_secret_are_not_in_any_statement(client, account, clock):
    uri = enrol_second_factor(account)
    secret = uri.split("secret=")[1].split("&")[0]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        enter(client, code=code_now(account, clock))

    said = " ".join(query["sql"] for query in queries)
    assert WORD not in said
    assert secret not in said


def test_wrong_codes_lock_the_second_factor_too(client, account, clock):
    enrol_second_factor(account)
    for _ in range(5):
        enter(client)  # the word alone forgives no code that was guessed
        with pytest.raises(SignInRefused):
            client.post("/second", {"code": "000000"})

    with pytest.raises(SignInLocked):
        client.post("/second", {"code": code_now(account, clock)})
    assert client.get("/who").json()["second_factor"] is False
