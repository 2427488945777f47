"""Addresses of the staff's face."""

from __future__ import annotations

from django.urls import include, path

from .forms.steps import FORMS
from .views import case, counter, guides, inbox, search, service

app_name = "workbench"

case_urls = [
    path("", case.case, name="case"),
    *(path(f"{form.slug}/", case.step_view(form), name=form.slug) for form in FORMS),
    path("papers/<uuid:paper_id>/", case.paper, name="paper"),
    path("uploads/<uuid:upload_id>/", case.upload, name="upload"),
]

counter_urls = [
    path("", counter.counter, name="counter"),
    path("person/", counter.person, name="person"),
    path("reception/", counter.reception, name="reception"),
    path("scans/<str:code>/", counter.scan, name="scan"),
    path("done/<uuid:case_id>/", counter.done, name="done"),
]

guide_urls = [
    path("", guides.guide, name="guide"),
    path("review-request/", guides.to_review, name="guide_to_review"),
    path("review/", guides.reviewing, name="guide_review"),
    path("publication/", guides.publishing, name="guide_publish"),
    path("draft/", guides.begin_anew, name="guide_anew"),
    path("parts/<slug:slug>/", guides.section, name="guide_section"),
]

notice_urls = [
    path("", service.notice, name="notice"),
    path("contact/", service.contact, name="notice_contact"),
    path("follow-up/", service.follow, name="notice_follow_up"),
]

urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("cases/<uuid:case_id>/", include(case_urls)),
    path("counter/", include(counter_urls)),
    path("search/", search.search, name="search"),
    path("search/export/", search.export, name="export"),
    path("matters/", guides.guides, name="guides"),
    path("matters/<uuid:edition_id>/", include(guide_urls)),
    path("today/", search.head, name="today"),
    path("notices/", service.notices, name="notices"),
    path("notices/<uuid:service_id>/", include(notice_urls)),
]
