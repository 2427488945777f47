"""What the devices of a counter gave, through the page that asked them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from yichuang.catalogue.public import content_of
from yichuang.directory.public import (
    Actor,
    Subject,
    check,
    find_party_by_number,
    register_party,
    requires,
)
from yichuang.documents.public import bound, read_upload, store_upload, upload_cards
from yichuang.hall.public import (
    ReadingInvalid,
    card_read,
    current_visit,
    keep_visit,
    pair_bridge,
    signature_made,
)
from yichuang.kernel.public import InvalidInput

from ..forms.reception import CREDIT_CODE, typed
from ..pages.counter import counter_card
from .staff import officer_of
from .visits import form_data, statement_digest

MOST_PAGES = 30
LIMIT_PICTURE_BYTES = 8 * 1024 * 1024
READING = {
    "pairing": gettext_lazy("读卡器还没有与本平台配对，请先配对或者手工录入"),
    "withdrawn": gettext_lazy("这台设备桥的配对已经撤销，请换新密钥重新配对，或者手工录入"),
    "seal": gettext_lazy("读数与设备的签名不符，没有采用；请重新读证"),
    "old": gettext_lazy("读数已经过期，请重新读证；反复出现的，请校准本机时间"),
    "expired": gettext_lazy("证件已过有效期，请申请人出示有效证件"),
    "check_digit": gettext_lazy("读出的证件号码校验不符，请重新放置或者手工录入"),
}


def person_read(request: HttpRequest, actor: Actor) -> tuple[UUID | None, dict[str, str]]:
    """Find or register whom a card names, or say why the reading is not used."""
    data = request.POST
    try:
        card = card_read(str(data["reading"]), str(data.get("seal", "")))
    except ReadingInvalid as wrong:
        rule = str(wrong.facts.get("rule"))
        return None, {"number": str(READING.get(rule, READING["seal"]))}
    party = find_party_by_number(card.number, card.number_kind)
    if party is not None:
        if counter_card(actor, party).name != card.name:
            messages.warning(request, _("证件上的姓名与登记的不一致，请核对后再收件"))
        return party, {}
    check(actor, "party.register", Subject(organ=actor.organ, region=actor.region))
    kind = "legal" if card.number_kind == CREDIT_CODE else "natural"
    try:
        return register_party(
            kind=kind, name=card.name, number=card.number, number_kind=card.number_kind
        ), {}
    except InvalidInput:
        return None, {"number": _("读出的姓名或者号码不能登记，请手工录入")}


@requires("approval.receive")
@require_POST
def pairing(request: HttpRequest) -> HttpResponse:
    """POST /work/counter/devices/: trust the bridge on this machine from now on."""
    data = request.POST
    try:
        pair_bridge(officer_of(request), str(data.get("payload", "")), str(data.get("seal", "")))
    except ReadingInvalid as wrong:
        if wrong.facts.get("rule") != "withdrawn":
            raise
        return HttpResponse(status=410)  # the page says what helps
    return HttpResponse(status=204)


def _upload_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise InvalidInput(field="upload", rule="uuid_parsing") from None


@requires("approval.receive")
@require_POST
def photo(request: HttpRequest, code: str) -> HttpResponse:
    """POST /work/counter/photos/<material>/: one more page of a material; all are one file."""
    actor, data = officer_of(request), request.POST
    for one in data.getlist(f"m-{code}-upload"):
        _upload_id(one)  # before anything is kept
    party, shot = str(data.get("party", "")), _picture(request)
    visit = current_visit(actor)
    # The last name is the file bound so far, the others are its pages.
    *pages, before = visit.photos.get(code) or [""]
    if len(pages) >= MOST_PAGES:
        raise InvalidInput(field="photo", rule="too_many", limit=MOST_PAGES)
    name = "page.png" if shot.content_type == "image/png" else "page.jpg"
    kept = store_upload(
        filename=name,
        content=shot.read(),
        actor_id=actor.id,
        party_id=party,
        limit_bytes=LIMIT_PICTURE_BYTES,
    )
    pages.append(str(kept.id))
    whole = store_upload(
        filename=_("高拍 %(n)s 页") % {"n": len(pages)} + ".pdf",
        content=bound([read_upload(UUID(one)).content for one in pages]),
        actor_id=actor.id,
        party_id=party,
    )
    uploads = [one for one in data.getlist(f"m-{code}-upload") if one != before]
    form = data.copy()
    form.setlist(f"m-{code}-upload", [*uploads, str(whole.id)])
    form[f"m-{code}-how"] = "upload"
    photos = {**visit.photos, code: [*pages, str(whole.id)]}
    keep_visit(actor, photos=photos, form=form_data(form))
    cards = upload_cards([_upload_id(one) for one in form.getlist(f"m-{code}-upload")])
    return render(request, "workbench/_scans.html", {"code": code, "files": cards})


@requires("approval.receive")
@require_POST
def statement(request: HttpRequest) -> HttpResponse:
    """POST /work/counter/statement/: the digest of the form as it stands, to be signed under."""
    return JsonResponse({"document": _statement(request)})


@requires("approval.receive")
@require_POST
def signature(request: HttpRequest) -> HttpResponse:
    """POST /work/counter/signature/: keep the applicant's signature under this very form."""
    actor, data = officer_of(request), request.POST
    picture = _picture(request)
    content, document = picture.read(), _statement(request)
    signature_made(
        str(data.get("payload", "")), str(data.get("seal", "")), document=document, image=content
    )
    kept = store_upload(
        filename=_("申请人签名") + ".png",
        content=content,
        actor_id=actor.id,
        party_id=str(data.get("party", "")),
        limit_bytes=LIMIT_PICTURE_BYTES,
    )
    form = data.copy()
    for name in ("payload", "seal", "turn"):
        form.pop(name, None)
    form["confirmed_by"] = "signature"
    visit = keep_visit(actor, signature=str(kept.id), signed=document, form=form_data(form))
    return render(request, "workbench/_signature.html", {"visit": visit})


def _statement(request: HttpRequest) -> str:
    try:
        edition = UUID(str(request.POST.get("edition", "")))
    except ValueError:
        raise InvalidInput(field="edition", rule="uuid_parsing") from None
    return statement_digest(request.POST, typed(content_of(edition), request.POST).answers)


def _picture(request: HttpRequest) -> UploadedFile[Any]:
    found = request.FILES.get("picture")
    if found is None:
        raise InvalidInput(field="picture", rule="required")
    return found
