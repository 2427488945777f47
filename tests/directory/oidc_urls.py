"""Addresses for the tests of signing in through an identity service."""

from __future__ import annotations

from django.urls import include, path
from tests.directory import urls

urlpatterns = [
    *urls.urlpatterns,
    path("oidc/", include("allauth.socialaccount.providers.openid_connect.urls")),
]
