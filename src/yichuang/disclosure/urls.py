"""Addresses under /results/."""

from __future__ import annotations

from django.urls import path

from .views import detail, listing

app_name = "disclosure"
urlpatterns = [
    path("", listing, name="results"),
    path("<str:number>/", detail, name="result"),
]
