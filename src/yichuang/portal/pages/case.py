"""A case as its applicant sees it: where it stands, his papers, what he is asked, what he filed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import segno
from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from yichuang.approval.public import CasePage, case_page, still_open
from yichuang.catalogue.public import Material
from yichuang.directory.public import Actor, ActorKind, masked_parties
from yichuang.documents.public import (
    NoticeLine,
    Paper,
    UploadCard,
    notices_of_case,
    originals_of_case,
    papers_for_applicant,
    upload_cards,
)
from yichuang.ledger.public import CaseNotFound
from yichuang.licences.public import LicenceCard, licences_of_case

from ..words import GRADES, MATERIAL_STANDS, Words
from .answers import form_rows
from .corrections import PutRight, put_right
from .delivery import OwnDelivery, OwnRemedies, own_delivery, own_remedies
from .fees import OwnFees, own_fees
from .hearing import OwnHearing, own_hearing
from .originals import OwnOriginal, own_originals
from .standing import Standing, standing_of

FORM = "form"  # the code of a notice's item that is about the form itself
FILING = 1  # the entry a case begins with


@dataclass(frozen=True, slots=True)
class Asked:
    """One item of a supplement notice, exactly as it was written."""

    code: str
    name: str
    defects: tuple[str, ...]
    note: str
    open: bool
    material: Material | None


@dataclass(frozen=True, slots=True)
class GivenMaterial:
    """A material of this case and how it stands."""

    name: str
    stands: Words
    files: tuple[UploadCard, ...]


@dataclass(frozen=True, slots=True)
class ApplicantCase:
    """What `portal/case.html` and the pages of its steps show."""

    page: CasePage
    standing: Standing
    papers: tuple[Paper, ...]
    licences: tuple[LicenceCard, ...]
    materials: tuple[GivenMaterial, ...]
    asked: tuple[Asked, ...]
    originals: tuple[OwnOriginal, ...]

    @property
    def id(self) -> UUID:
        """The case."""
        return self.page.case.id

    @property
    def number(self) -> str:
        """The receipt number."""
        return self.page.case.number or ""

    @property
    def number_read_out(self) -> str:
        """The number in three parts, as one reads it out: place, day, serial."""
        return " ".join((self.number[:12], self.number[12:20], self.number[20:])).strip()

    @property
    def url(self) -> str:
        """The case's own page."""
        return reverse("portal:case", args=[self.id])

    @property
    def query_code(self) -> str:
        """The code that opens the progress; only the applicant sees it."""
        return str(self.page.words(FILING, "query_code") or "")

    @property
    def filed_at(self) -> Any:
        """When the application arrived."""
        return self.page.state.received_at

    @property
    def agent_name(self) -> str:
        """Who filed it for the applicant, masked as in the list of mandates; nobody: nothing."""
        agent = self.page.case.agent
        return masked_parties([agent])[agent].name if agent else ""

    @property
    def corrections(self) -> list[PutRight]:
        """What was put right since, with what stood before and why."""
        return put_right(self.page)

    @property
    def void_ground(self) -> str:
        """Why the case was voided; nothing unless it was."""
        voided = next((event.no for event in self.page.events if event.kind == "voided"), 0)
        return str(self.page.words(voided, "ground") or "")

    @property
    def form_rows(self) -> list[dict[str, str]]:
        """What was filled in."""
        return form_rows(self.page.edition, self.page.form)

    def may(self, name: str) -> bool:
        """Return whether a step is open to the applicant now."""
        return self.page.action(name).allowed

    @property
    def notices(self) -> list[NoticeLine]:
        """What was told of this case, and how; read when it is shown."""
        return notices_of_case(self.id)

    @property
    def may_answer(self) -> bool:
        """Whether a supplement can be handed in online."""
        return self.may("answer_supplement") or self.may("bring_materials")

    @property
    def hearing(self) -> OwnHearing | None:
        """The hearing the applicant was told of, if any."""
        return own_hearing(self.page)

    @property
    def delivery(self) -> OwnDelivery:
        """How the result comes."""
        return own_delivery(self.page)

    @property
    def remedies(self) -> OwnRemedies | None:
        """Until when one may contest a refusal that was served."""
        return own_remedies(self.page)

    @property
    def may_withdraw(self) -> bool:
        """Whether the application can be taken back."""
        return self.may("withdraw")

    @property
    def may_evaluate(self) -> bool:
        """Whether the service can be rated."""
        return self.may("evaluate")

    @property
    def fees(self) -> OwnFees:
        """What is to be paid, why, and what came."""
        return own_fees(self.page)

    @property
    def grade(self) -> Words:
        """The grade that was given; nothing before."""
        given = self.page.state.evaluated
        return GRADES[given[0]] if given else ""

    @property
    def receipt_paper(self) -> Paper | None:
        """The receipt as a paper."""
        return next((paper for paper in self.papers if paper.kind == "receipt"), None)

    @property
    def crumbs(self) -> list[dict[str, str]]:
        """The way here."""
        return [
            {"label": _("我的空间"), "url": reverse("portal:my_space")},
            {"label": self.page.case.matter_name, "url": ""},
        ]

    @property
    def seen_no(self) -> int:
        """The last entry the applicant had before his eyes."""
        return self.page.case.version


def applicant_case(actor: Actor, case_id: UUID) -> ApplicantCase:
    """Return a case of the actor's own. Raises CaseNotFound for anybody else's."""
    _applicants_face(actor, case_id)
    page = case_page(actor, case_id)
    return ApplicantCase(
        page=page,
        standing=standing_of(page.case, page.events),
        papers=tuple(papers_for_applicant(case_id)),
        licences=tuple(licences_of_case(case_id)),
        materials=_materials(page),
        asked=_asked(page),
        originals=own_originals(page, originals_of_case(case_id)),
    )


def _applicants_face(actor: Actor, case_id: UUID) -> None:
    """Keep officers out: they read a case on the workbench, where each reading leaves a look."""
    if actor.kind is not ActorKind.PARTY:
        raise CaseNotFound(case=str(case_id))


def _materials(page: CasePage) -> tuple[GivenMaterial, ...]:
    ids = [UUID(one) for line in page.materials for one in line.uploads]
    cards = {card.id: card for card in upload_cards(ids)} if ids else {}
    return tuple(
        GivenMaterial(
            name=line.name,
            stands=MATERIAL_STANDS[line.how],
            files=tuple(cards[UUID(one)] for one in line.uploads if UUID(one) in cards),
        )
        for line in page.materials
        if line.how
    )


def _asked(page: CasePage) -> tuple[Asked, ...]:
    """Return the last supplement notice item by item, or what acceptance left open, or nothing."""
    notice: Sequence[Any] = ()
    for event in page.events:
        if event.kind == "supplement_requested":
            notice = page.words(event.no, "notice") or ()
    known = {one.code: one for one in page.edition.materials or ()}
    if missing := still_open(page.state):
        return tuple(
            Asked(code, known[code].name, (_("受理时还没有提交"),), "", True, known[code])
            for code in missing
            if code in known
        )
    return tuple(
        Asked(
            code=item["code"],
            name=known[item["code"]].name if item["code"] in known else _("申请表"),
            defects=tuple(item["defects"]),
            note=item["note"],
            open=item["code"] in page.state.asked,
            material=known.get(item["code"]),
        )
        for item in notice
    )


def qr_of(number: str) -> SafeString:
    """Return the QR that leads to the progress page with the number filled in, as SVG."""
    address = f"{settings.PUBLIC_URL}{reverse('portal:progress')}?number={number}"
    picture = segno.make(address, error="m", micro=False)
    return mark_safe(picture.svg_inline(scale=4, border=2))  # noqa: S308 (drawn here, no input in it)


def own_upload(actor: Actor, case_id: UUID, upload_id: UUID) -> UUID:
    """Return the upload's id if it stands in this case of the actor's own. Raises Http404."""
    _applicants_face(actor, case_id)
    page = case_page(actor, case_id, with_file=False)
    if str(upload_id) not in {one for line in page.materials for one in line.uploads}:
        raise Http404
    return upload_id


def own_paper(actor: Actor, case_id: UUID, paper_id: UUID) -> Paper:
    """Return a paper of this case of the actor's own. Raises Http404."""
    _applicants_face(actor, case_id)
    page = case_page(actor, case_id, with_file=False)
    found = papers_for_applicant(page.case.id).filter(pk=paper_id).first()
    if found is None:
        raise Http404
    return found
