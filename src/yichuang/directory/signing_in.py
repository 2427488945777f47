"""Signing in: name and password, the code of a second factor, and the lock after failures."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth import login, logout
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.http import HttpRequest

from yichuang.kernel.public import ports

from .errors import PostNotHeld, SignInLocked, SignInRefused
from .middleware import POST_KEY, SECOND_FACTOR_KEY
from .models import Account
from .standing import account_with_standing, posts_open_to, today
from .totp import SECRET_BYTES, enrolment_uri, matching_step

FAILURES_BEFORE_LOCK = 5
LOCK = timedelta(minutes=15)
BACKEND = "yichuang.directory.signing_in.StandingBackend"
ISSUER = "一窗"


class StandingBackend(ModelBackend):
    """Loads the account of a session together with its standing, in one query a request."""

    def authenticate(self, *_: Any, **__: Any) -> None:
        """Never: passwords are judged by `sign_in`, which counts failures."""

    def get_user(self, user_id: Any) -> Account | None:
        found = account_with_standing(user_id, today())
        if found is None:
            return None
        account = found[0]
        account.standing = found[1]
        return account


def sign_in(request: HttpRequest, *, login_name: str, password: str, code: str = "") -> Account:
    """Sign in, rotate the session, and remember a second factor if its code was given.

    Unknown names cost the same time as wrong passwords and get the same answer. Raises
    SignInRefused, or SignInLocked for fifteen minutes after the fifth failure in a row.
    """
    account = _verified(login_name, password, code)
    login(request, account, backend=BACKEND)
    request.session.pop(POST_KEY, None)
    request.session[SECOND_FACTOR_KEY] = bool(code and account.totp_sealed)
    return account


def sign_out(request: HttpRequest) -> None:
    """End the session."""
    logout(request)


def _verified(login_name: str, password: str, code: str) -> Account:
    """Return the account if everything fits; a failure is counted even though it raises."""
    with transaction.atomic():
        account = (
            Account.objects.select_for_update()
            .filter(login_name=login_name, is_active=True)
            .first()
        )
        if account is None:
            make_password(password)  # as long as a real comparison takes
            raise SignInRefused
        refusal = _refusal(account, password, code)
        account.save(update_fields=["failed_count", "locked_until", "totp_last_step"])
    if refusal is not None:
        raise refusal
    return account


def _refusal(account: Account, password: str, code: str) -> SignInRefused | SignInLocked | None:
    now = ports().clock.now()
    if account.locked_until is not None and now < account.locked_until:
        return SignInLocked(until=account.locked_until.isoformat())
    right = check_password(password, account.password)
    if right and account.totp_sealed is not None and code:
        right = _use_code(account, code)
    if right:
        if code or account.totp_sealed is None:  # a word alone forgives no guessed codes
            account.failed_count, account.locked_until = 0, None
        return None
    account.failed_count += 1
    if account.failed_count >= FAILURES_BEFORE_LOCK:
        account.failed_count, account.locked_until = 0, now + LOCK
    return SignInRefused()


def confirm_second_factor(request: HttpRequest, *, code: str) -> None:
    """Give the code after signing in, as soon as a post asks for it. Raises SignInRefused."""
    with transaction.atomic():
        account = Account.objects.select_for_update().get(pk=_account_id(request))
        if account.totp_sealed is None:
            raise SignInRefused
        now = ports().clock.now()
        if account.locked_until is not None and now < account.locked_until:
            raise SignInLocked(until=account.locked_until.isoformat())
        refusal = None if _use_code(account, code) else SignInRefused()
        if refusal is None:
            account.failed_count, account.locked_until = 0, None
        else:
            account.failed_count += 1
            if account.failed_count >= FAILURES_BEFORE_LOCK:
                account.failed_count = 0
                account.locked_until = now + LOCK
        account.save(update_fields=["failed_count", "locked_until", "totp_last_step"])
    if refusal is not None:
        raise refusal
    request.session.cycle_key()
    request.session[SECOND_FACTOR_KEY] = True


def _use_code(account: Account, code: str) -> bool:
    secret = ports().vault.open(bytes(account.totp_sealed or b""), bound_to=_bound(account.pk))
    step = matching_step(secret, code, ports().clock.now(), after=account.totp_last_step)
    if step is None:
        return False
    account.totp_last_step = step
    return True


def enrol_second_factor(account: Account) -> str:
    """Give the account a fresh secret; returns the address for the authenticator app, once."""
    secret = secrets.token_bytes(SECRET_BYTES)  # never from the port: a simulation's ids repeat
    account.totp_sealed = ports().vault.seal(secret, bound_to=_bound(account.pk))
    account.totp_last_step = 0
    account.save(update_fields=["totp_sealed", "totp_last_step"])
    return enrolment_uri(secret, account.login_name, ISSUER)


def _bound(account_id: UUID) -> bytes:
    return b"directory/totp/1:" + account_id.bytes


def _account_id(request: HttpRequest) -> UUID:
    """Return whose session this is. Raises SignInRefused if nobody's."""
    account = getattr(request, "account", None)
    if not isinstance(account, Account):
        raise SignInRefused
    return account.pk


def switch_post(request: HttpRequest, post_code: str) -> None:
    """Act in another of the account's posts from the next request on, by its code or key.

    Raises PostNotHeld.
    """
    account = Account.objects.get(pk=_account_id(request))
    if not any(post_code in (post.key, post.code) for post in posts_open_to(account)):
        raise PostNotHeld(post=post_code)
    request.session[POST_KEY] = post_code
