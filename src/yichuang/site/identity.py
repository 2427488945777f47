"""The identity service (统一身份认证) as the sign-in library wants it told."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from .environment import Environment, SettingsError

PROVIDER = "city"  # stands in the addresses under /oidc/


def identity_service(environment: Environment) -> dict[str, Any]:
    """Return the library's setting; without an address there is no such service.

    Raises SettingsError for an address without the name and the word that go with it.
    """
    if not environment.oidc_url:
        return {}
    if not environment.oidc_client or not environment.oidc_secret:
        raise SettingsError(
            "YICHUANG_OIDC_URL: needs YICHUANG_OIDC_CLIENT and YICHUANG_OIDC_SECRET beside it"
        )
    return {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": PROVIDER,
                    "name": environment.oidc_name,
                    "client_id": environment.oidc_client,
                    "secret": environment.oidc_secret,
                    "settings": {"server_url": environment.oidc_url},
                }
            ],
        }
    }


def identity_origins(environment: Environment) -> tuple[str, ...]:
    """Return the origins that a sign-in form may lead to."""
    parts = urlsplit(environment.oidc_url)
    return (f"{parts.scheme}://{parts.netloc}",) if parts.netloc else ()
