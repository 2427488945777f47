"""Signing in through an identity service (统一身份认证) by OpenID Connect.

`SOCIALACCOUNT_ADAPTER` names the adapter here. What the service says of a person goes into the
sealed columns of a party and nowhere else: the sign-in library's own table keeps the subject only.
"""
# ruff: noqa: ARG002  (the library calls each hook with all of them)

from __future__ import annotations

from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest

from yichuang.kernel.public import ports

from .claims import USUAL_CLAIMS, person_in
from .models import Account, PartyKind
from .parties import register_party

LONGEST_LOGIN = 80


class IdentityServiceAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # untyped library
    """Makes an account of a party of whomever the identity service vouches for."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return True

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: Any) -> bool:
        return True  # nothing is asked again of somebody the service knows

    def new_user(self, request: HttpRequest, sociallogin: Any) -> Account:
        return Account(id=ports().ids.uuid())

    def populate_user(
        self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]
    ) -> Account:
        """Take the claims out before the library can store them."""
        said, sociallogin.account.extra_data = sociallogin.account.extra_data, {}
        sociallogin.claims = said.get("userinfo") or said.get("id_token") or {}
        sociallogin.email_addresses = []
        account: Account = sociallogin.user
        name = f"{sociallogin.account.provider}:{sociallogin.account.uid}"
        account.login_name = name[:LONGEST_LOGIN]
        return account

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Account:
        """Keep the account with its party. Raises PartyInvalid if a claim is missing."""
        names = {**USUAL_CLAIMS, **getattr(settings, "YICHUANG_OIDC_CLAIMS", {})}
        person = person_in(sociallogin.claims, names)
        account: Account = sociallogin.user
        account.party_id = register_party(
            kind=PartyKind.NATURAL,
            name=person.name,
            number=person.number,
            phone=person.phone,
            real_name_level=person.real_name_level,
        )
        account.set_unusable_password()
        sociallogin.save(request)
        return account
