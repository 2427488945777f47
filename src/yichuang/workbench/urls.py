"""Addresses of the staff's face."""

from __future__ import annotations

from django.urls import include, path

from .forms.steps import FORMS
from .views import (
    blank_layout,
    blanks,
    bundle,
    case,
    certificate,
    counter,
    deemed,
    deliveries,
    desks,
    devices,
    guides,
    head,
    inbox,
    lock,
    new_matter,
    offers,
    originals,
    pairings,
    payments,
    phrases,
    printing,
    screen,
    search,
    service,
    sitting,
    staff_pages,
    visits,
)

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
    path("parking/", visits.park, name="park"),
    path("visits/<uuid:visit_id>/resumption/", visits.resume, name="resume"),
    path("visits/<uuid:visit_id>/removal/", visits.remove, name="remove"),
    path("screen/", screen.screen, name="screen"),
    path("screen/confirmation/", screen.confirmation, name="confirmation"),
    path("pairings/", pairings.pairings, name="pairings"),
    path("pairings/<str:key>/withdrawal/", pairings.withdrawal, name="withdrawal"),
    path("devices/", devices.pairing, name="pairing"),
    path("photos/<str:code>/", devices.photo, name="photo"),
    path("statement/", devices.statement, name="statement"),
    path("signature/", devices.signature, name="signature"),
]

lock_urls = [
    path("", lock.lock, name="lock"),
    path("opening/", lock.unlock, name="unlock"),
    path("change/", lock.change, name="lock_change"),
]

guide_urls = [
    path("", guides.guide, name="guide"),
    path("review-request/", guides.to_review, name="guide_to_review"),
    path("review/", guides.reviewing, name="guide_review"),
    path("publication/", guides.publishing, name="guide_publish"),
    path("draft/", guides.begin_anew, name="guide_anew"),
    path("counter/", guides.at_counter, name="guide_counter"),
    path("certificate.pdf", certificate.certificate, name="guide_certificate"),
    path("parts/<slug:slug>/", guides.section, name="guide_section"),
]

originals_urls = [
    path("", originals.desk, name="originals"),
    path("sending/", originals.sending, name="original_sending"),
    path("alarms/", originals.alarming, name="original_alarms"),
    path("lists/<uuid:hand_over_id>/", originals.listed, name="hand_over"),
    path("lists/<uuid:hand_over_id>/signature/", originals.signature, name="hand_over_signature"),
    path("items/<str:barcode>/", originals.original, name="original"),
    path("items/<str:barcode>/loss/", originals.loss, name="original_loss"),
    path("items/<str:barcode>/discovery/", originals.discovery, name="original_discovery"),
    path("items/<str:barcode>/reversal/", originals.reversal, name="original_reversal"),
    path("cases/<uuid:case_id>/taking/", originals.taking, name="original_taking"),
    path("cases/<uuid:case_id>/labels/", originals.labels, name="original_labels"),
    path("cases/<uuid:case_id>/labels.pdf", originals.label_pdf, name="original_label_pdf"),
    path("cases/<uuid:case_id>/return/", originals.returning, name="original_return"),
    path("cases/<uuid:case_id>/receipt/", originals.receipt, name="original_receipt"),
]

notice_urls = [
    path("", service.notice, name="notice"),
    path("contact/", service.contact, name="notice_contact"),
    path("follow-up/", service.follow, name="notice_follow_up"),
]

head_urls = [
    path("", head.head, name="today"),
    path("figures/", head.figures, name="today_figures"),
    path("rows/", head.rows, name="today_rows"),
    path("rows/export/", head.export, name="today_export"),
]

sitting_urls = [
    path("", sitting.choose, name="decisions"),
    path("confirmation/", sitting.confirm, name="decisions_confirm"),
    path("granted/", sitting.decide, name="decisions_granted"),
]

staff_urls = [
    path("", staff_pages.staff, name="staff"),
    path("leave/", staff_pages.leave, name="leave"),
    path("leave/<uuid:leave_id>/approval/", staff_pages.approval, name="leave_approval"),
    path("leave/<uuid:leave_id>/end/", staff_pages.end, name="leave_end"),
    path("desks/<uuid:desk_id>/", desks.desk, name="desk"),
    path("<str:officer>/desk/", desks.waiting, name="desk_waiting"),
    path("<str:officer>/departure/", staff_pages.departure, name="departure"),
]

blank_urls = [
    path("", blanks.blanks, name="blanks"),
    path("<uuid:batch_id>/", blanks.batch, name="blank_batch"),
    path("<uuid:batch_id>/layout/", blank_layout.layout, name="blank_layout"),
    path("<uuid:batch_id>/layout/sheet/", blank_layout.trial, name="blank_trial"),
    path("<uuid:batch_id>/disposal/", blanks.disposal, name="blank_disposal"),
    path("licences/<uuid:licence_id>/", blanks.sheet, name="blank_sheet"),
]

urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("cases/<uuid:case_id>/", include(case_urls)),
    path("bundles/<uuid:bundle_id>/", bundle.bundle, name="bundle"),
    path("counter/", include(counter_urls)),
    path("lock/", include(lock_urls)),
    path("deliveries/", deliveries.desk, name="deliveries"),
    path("deliveries/<uuid:case_id>/", deliveries.delivery, name="waiting_result"),
    path("deliveries/<uuid:case_id>/label.pdf", deliveries.label, name="delivery_label"),
    path("originals/", include(originals_urls)),
    path("blanks/", include(blank_urls)),
    path("printing/", printing.printing, name="printing"),
    path("search/", search.search, name="search"),
    path("search/export/", search.export, name="export"),
    path("matters/", guides.guides, name="guides"),
    path("matters/new/", new_matter.new_matter, name="guide_new"),
    path("matters/<uuid:edition_id>/", include(guide_urls)),
    path("today/", include(head_urls)),
    path("warnings/", head.warnings, name="warnings"),
    path("decisions/", include(sitting_urls)),
    path("payments/", payments.payments, name="payments"),
    path("payments/<int:held_id>/", payments.settle, name="payment_settle"),
    path("deemed/", deemed.deemed, name="deemed"),
    path("offers/", offers.offers, name="offers"),
    path("offers/<uuid:offer_id>/recall/", offers.recall, name="offer_recall"),
    path("staff/", include(staff_urls)),
    path("phrases/", phrases.phrases, name="phrases"),
    path("phrases/<uuid:phrase_id>/", phrases.phrase, name="phrase"),
    path("notices/", service.notices, name="notices"),
    path("notices/<uuid:service_id>/", include(notice_urls)),
]
