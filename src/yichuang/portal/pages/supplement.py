"""Answering a supplement notice: exactly what was written, item by item, with its own files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from yichuang.approval.public import (
    AnswerSupplement,
    BringMaterials,
    MaterialGiven,
    act,
    still_open,
)
from yichuang.catalogue.public import SatisfiedBy, form_fields
from yichuang.catalogue.pure import SITUATIONS, applies
from yichuang.directory.public import Actor, actor_of
from yichuang.documents.public import UploadCard, upload_cards
from yichuang.ledger.public import KeyUsedDifferently

from ..forms.edition import EditionForm, edition_form
from ..forms.materials import UploadForm
from .case import FORM, ApplicantCase, Asked
from .materials import MOST_FILES, stored, upload_field

CAME = frozenset({"supplemented", "materials_brought"})


@dataclass
class ItemAnswer:
    """One item of the notice with what was handed in for it."""

    asked: Asked
    upload: dict[str, Any]  # as components/_field.html needs it
    kept: list[UploadCard] = field(default_factory=list)  # handed in before an error elsewhere

    @property
    def may_upload(self) -> bool:
        """Whether this can be handed in online."""
        one = self.asked.material
        return one is not None and SatisfiedBy.UPLOAD in one.satisfied_by


@dataclass
class SupplementPage:
    """What `portal/supplement.html` shows, and what a POST of it hands in."""

    case: ApplicantCase
    items: list[ItemAnswer]
    form: EditionForm | None  # where the notice is about the form itself
    errors: list[dict[str, str]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was handed in."""
        changed = self.form is not None and self.form.is_bound and self.form.is_valid()
        return not changed and not any(item.kept for item in self.items)

    def command(self) -> AnswerSupplement | BringMaterials:
        """Return what is handed in: an answer to the notice, or what acceptance left open."""
        materials = tuple(_given(item) for item in self.items if item.kept)
        if still_open(self.case.page.state):
            return BringMaterials(materials=materials)
        answers = self.form.answers() if self.form is not None and self.form.is_bound else None
        return AnswerSupplement(materials=materials, answers=answers)


def _given(item: ItemAnswer) -> MaterialGiven:
    return MaterialGiven(
        item.asked.code,
        "upload",
        uploads=tuple(str(card.id) for card in item.kept),
        digests=tuple(card.digest for card in item.kept),
    )


def answered_meanwhile(request: HttpRequest, case: ApplicantCase) -> bool:
    """Tell whether an answer came since this form was opened: a second click, or another window."""
    seen = request.POST.get("seen", "")
    if not seen.isascii() or not seen.isdigit():
        return False
    since = [one for one in case.page.events if one.kind in CAME and one.no > int(seen)]
    if since:
        messages.info(request, _("刚才已经收到您的补正材料；还缺的在下面。"))
    return bool(since)


def supplement_page(request: HttpRequest, case: ApplicantCase) -> SupplementPage:
    """Return the page of a case that waits for a supplement; a POST's files are kept at once.

    What is fit stays even when something else is wrong: nobody uploads a file twice.
    """
    items = [ItemAnswer(one, _field(one.code)) for one in case.asked if one.open]
    page = SupplementPage(
        case=case,
        items=[item for item in items if item.asked.code != FORM],
        form=_form(request, case) if any(item.asked.code == FORM for item in items) else None,
    )
    if request.method == "POST":
        for item in page.items:
            _take(request, page, item)
        _tell(page)
    return page


def _field(code: str, form: UploadForm | None = None) -> dict[str, Any]:
    return {**upload_field(form), "name": f"files-{code}", "required": False}


def _form(request: HttpRequest, case: ApplicantCase) -> EditionForm:
    answers = case.page.form
    situations = answers.get(SITUATIONS) or {}
    fields = [one for one in form_fields(case.page.edition) if applies(one.asked_when, situations)]
    return edition_form(fields, request.POST if request.method == "POST" else None, answers)


def _take(request: HttpRequest, page: SupplementPage, item: ItemAnswer) -> None:
    """Keep what came for one item, together with what had come before an error."""
    code, actor = item.asked.code, actor_of(request)
    item.kept = _kept_before(actor, request.POST.getlist(f"kept-{code}"))
    files = request.FILES.getlist(f"files-{code}")
    if not files or not item.may_upload:
        return
    form = UploadForm(request.POST, request.FILES)
    form.fields["chosen"].required = False
    form.is_valid()
    party = page.case.page.case.party or actor.party_id
    assert party is not None, "the act is for parties only"
    ids, _digests = stored(actor, party, form, files[: MOST_FILES - len(item.kept)])
    item.kept += upload_cards([UUID(one) for one in ids])
    item.upload = _field(code, form)
    page.errors += [
        {"name": f"files-{code}", "message": str(text)} for text in form.errors.get("chosen", [])
    ]


def _kept_before(actor: Actor, ids: Iterable[str]) -> list[UploadCard]:
    """Return uploads named by an earlier try of this form; only one's own count."""
    try:
        known = upload_cards([UUID(one) for one in list(ids)[:MOST_FILES]])
    except ValueError:
        return []
    return [card for card in known if card.actor_id == actor.id]


def _tell(page: SupplementPage) -> None:
    """Add what is wrong with the form, or that nothing came."""
    if page.form is not None and not page.form.is_valid():
        page.errors += [
            {"name": name, "message": str(text)}
            for name, texts in page.form.errors.items()
            for text in texts
        ]
    if not page.errors and page.is_empty:
        page.errors.append({"name": "", "message": _("请至少上传一样材料；也可以把材料交到窗口")})


def hand_in(request: HttpRequest, page: SupplementPage) -> None:
    """Record the supplement; the second click of a double click finds it done."""
    key = f"supplement-{page.case.id}-{request.POST.get('seen', '')[:8]}"
    try:
        act(page.case.id, page.command(), actor=actor_of(request), key=key)
    except KeyUsedDifferently:
        # Each click uploads its files anew, so the same answer differs by their numbers alone.
        return
