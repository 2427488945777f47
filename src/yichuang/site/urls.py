"""All addresses of the house, room by room."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from . import health
from .api.service import api

urlpatterns: list[URLPattern | URLResolver] = [
    *health.urlpatterns,
    path("preferences/", include("yichuang.site.preferences")),
    path("api/v1/", api.urls),
    path("", include("yichuang.portal.entry_urls")),
    path("", include("yichuang.portal.urls")),
    path("work/", include("yichuang.workbench.urls")),
    path("results/", include("yichuang.disclosure.urls")),
    path("oidc/", include("allauth.socialaccount.providers.openid_connect.urls")),
]

handler500 = "yichuang.site.problems.answer_fault"
