"""Addresses of the public's face. Signing in has a name space of its own: see `entry_urls`."""

from __future__ import annotations

from django.urls import include, path

from .views import (
    apply,
    bundle,
    case,
    dates,
    guide,
    home,
    offers,
    payment,
    plan,
    preview,
    progress,
    record,
    search,
    space,
    trial,
    verify,
)

app_name = "portal"

draft_urls = [
    path("", apply.resume, name="draft"),
    path("situations/", apply.situations, name="situations"),
    path("contact/", apply.contact, name="contact"),
    path("form/<int:page>/", apply.form_page, name="form"),
    path("materials/", apply.materials, name="materials"),
    path("materials/<str:code>/", apply.material, name="material"),
    path("check/", apply.check, name="check"),
    path("file/", apply.file, name="file"),
    path("drop/", apply.drop, name="drop"),
]

case_urls = [
    path("", case.detail, name="case"),
    path("receipt/", case.receipt, name="receipt"),
    path("papers/<uuid:paper_id>/", case.paper, name="paper"),
    path("uploads/<uuid:upload_id>/", case.upload, name="upload"),
    path("supplement/", case.supplement, name="supplement"),
    path("payment/", payment.payment, name="payment"),
    path("withdrawal/", case.withdrawal, name="withdrawal"),
    path("hearing/", case.hearing, name="hearing"),
    path("delivery/", case.delivery, name="delivery"),
    path("evaluation/", case.evaluation, name="evaluation"),
    path("record/", record.record, name="record"),
]

space_urls = [
    path("", space.overview, name="my_space"),
    path("licences/", space.licences, name="my_licences"),
    path("mandates/", space.mandates, name="my_mandates"),
    path("mandates/<uuid:mandate_id>/end/", space.end_mandate, name="end_mandate"),
    path("looks/", space.looks, name="my_looks"),
    path("card/", space.card, name="my_card"),
    path("channels/", space.channels, name="my_channels"),
    path("offers/<uuid:offer_id>/", offers.offer, name="offer"),
    path("offers/<uuid:offer_id>/decline/", offers.decline, name="offer_decline"),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("search/", search.results, name="search"),
    path("plan/", plan.plan_page, name="plan"),
    path("plan/print/", plan.print_page, name="plan_print"),
    path("events/<slug:slug>/", search.life_event, name="life_event"),
    path("matters/<str:code>/", guide.guide_page, name="guide"),
    path("matters/<str:code>/dates/", dates.dates_page, name="dates"),
    path("matters/<str:code>/print/", guide.print_page, name="guide_print"),
    path("samples/<uuid:edition_id>/<uuid:file_id>/", guide.sample, name="sample"),
    path("preview/<uuid:edition_id>/", preview.preview, name="preview"),
    path("apply/<uuid:edition_id>/", apply.start, name="apply"),
    path("drafts/<uuid:draft_id>/", include(draft_urls)),
    path("cases/<uuid:case_id>/", include(case_urls)),
    path("bundles/<uuid:bundle_id>/", bundle.detail, name="bundle"),
    path("progress/", progress.progress_page, name="progress"),
    path("verify/", verify.ask, name="verify"),
    path("verify/<str:code>", verify.answer, name="verified"),
    path("my/", include(space_urls)),
    path("trial/", trial.trial_page, name="trial"),
    path("trial/check-up.xlsx", trial.trial_workbook, name="trial_workbook"),
]
