"""Addresses of the staff's face."""

from __future__ import annotations

from django.urls import include, path

from .forms.steps import FORMS
from .views import case, inbox

app_name = "workbench"

case_urls = [
    path("", case.case, name="case"),
    *(path(f"{form.slug}/", case.step_view(form), name=form.slug) for form in FORMS),
    path("papers/<uuid:paper_id>/", case.paper, name="paper"),
    path("uploads/<uuid:upload_id>/", case.upload, name="upload"),
]

urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("cases/<uuid:case_id>/", include(case_urls)),
]
