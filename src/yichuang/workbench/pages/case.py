"""The case page (办件): everything an officer needs to take the next lawful step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yichuang.approval import public as approval
from yichuang.approval.public import CasePage, MaterialLine, Progress, case_page, progress_of
from yichuang.catalogue.public import Material, materials_asked
from yichuang.directory.public import Actor, Phrase, may_try
from yichuang.documents.public import (
    NoticeLine,
    Paper,
    UploadCard,
    notices_of_case,
    papers_of_case,
    places_of,
    upload_cards,
)
from yichuang.kernel.public import ports
from yichuang.law.public import Deadline
from yichuang.licences.public import LicenceCard

from ..forms.answers import SITUATIONS, ask_form, read_form
from ..forms.fees import charges
from ..forms.given import Given
from ..forms.mending import mending_extra
from ..forms.phrases import offer, phrases_for
from ..forms.step import StepForm
from ..forms.steps import FORMS, next_step
from ..forms.supplement import as_read, items_in, notice_lines, taken_lines
from ..forms.turns import brought_lines
from ..words import ENTRANCES, MATERIAL_NEEDS, MATERIAL_WAYS, STEPS, status_of, word
from .answers import Answer, answers_of
from .blanks import printing_of
from .corrections import PutRight, put_right
from .handed import time_to_come, waits_for, where_it_is
from .originals import OriginalRow, case_rows
from .people import People
from .timeline import Happened, timeline_of
from .why import why_not

# What the record says is left to do, where this post may not do it.
WAITING = {
    "received": gettext_lazy("受理岗核对材料：受理、一次性告知补正或者不予受理"),
    "supplement": gettext_lazy("等待申请人补正"),
    "suspended": gettext_lazy("特别程序进行中，结束后恢复计时"),
    "granted": gettext_lazy("制作并送达结果"),
    "refused": gettext_lazy("送达不予批准的决定"),
    "issued": gettext_lazy("把证照交给申请人"),
}


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """A material with how it stands."""

    material: Material
    line: MaterialLine
    need: str
    how: str
    files: list[UploadCard]
    missing: bool


@dataclass(frozen=True, slots=True)
class StepView:
    """A step that may be taken, with its form."""

    form: StepForm
    label: str
    fields: list[dict[str, Any]]
    errors: list[dict[str, str]]
    given: Given
    open: bool
    extra: Any

    @property
    def is_plain(self) -> bool:
        """Whether nothing is asked: one button is enough."""
        return not self.fields and self.form.template == "workbench/_step.html"

    @property
    def takes_phrases(self) -> bool:
        """Whether a button stands before the step's own, which Enter must not press."""
        return any("phrases" in field for field in self.fields)


@dataclass(frozen=True, slots=True)
class RefusedStep:
    """A step that may not be taken, and why."""

    label: str
    why: str


@dataclass(frozen=True, slots=True)
class HardEnd:
    """The day on which a licence to be renewed expires: every period ends with it at the latest.

    `by_silence`: then it counts as renewed, as it was asked for on `apply_by` or before.
    """

    on: date
    licence: str
    apply_by: date | None
    by_silence: bool


@dataclass(frozen=True, slots=True)
class CaseView:
    """The case page, ready to be drawn."""

    page: CasePage
    progress: Progress
    status: dict[str, str]
    entrance: str
    file_open: bool
    answers: list[Answer]
    materials: list[MaterialRow]
    corrections: list[PutRight]
    timeline: list[Happened]
    papers: list[Paper]
    notices: list[NoticeLine]
    next: StepView | None
    others: list[StepView]
    refused: list[RefusedStep]
    waiting_for: str
    clocks: list[tuple[str, Deadline]]
    hard_end: HardEnd | None
    originals: list[OriginalRow]
    may_take_originals: bool
    may_move_originals: bool
    printing: list[tuple[LicenceCard, str]]
    key: str

    @property
    def title(self) -> str:
        """The applicant's name and the matter."""
        name = self.page.applicant.get("name") or self.page.case.application.applicant_masked
        return f"{name} · {self.page.case.matter_name}"

    @property
    def in_name_of(self) -> str:
        """The organ in whose name it is done, where that is another one."""
        title = self.page.state.title
        return title.organ_name if title and title.acting_organ else ""

    @property
    def where(self) -> str:
        """Which organ has the case, where an organ above decides it; else empty."""
        return where_it_is(self.page.state)

    @property
    def time_to_come(self) -> str:
        """From when the organ above has its time, while that does not run yet; else empty."""
        return time_to_come(self.page.state)

    @property
    def first(self) -> Deadline | None:
        """How the lower organ kept its time, once it has handed the case up."""
        return self.page.clocks.first if self.page.state.above else None

    @property
    def fee_awaited(self) -> bool:
        """Whether a fee is due and has not come."""
        return approval.awaited(self.page.state)

    @property
    def decided(self) -> bool:
        """Whether the decision has ended the periods."""
        return self.page.state.decided_at is not None

    @property
    def ended(self) -> bool:
        """Whether nothing more is done in the case."""
        return self.page.state.status in approval.FINAL

    @property
    def steps(self) -> list[StepView]:
        """Every step that may be taken."""
        return [*([self.next] if self.next else []), *self.others]


def case_view(actor: Actor, case_id: UUID, *, given: Given | None = None) -> CaseView:
    """Return a case for its page; opening it records the look.

    `given` is a form that was sent and not taken: it is shown again as it was typed.
    """
    file_open = bool(may_try(actor, "file.read"))
    page = case_page(actor, case_id, with_file=file_open)
    people = People()
    steps = _steps(page, given, phrases_for(actor, page))
    first = next((step for step in steps if not _aside(page, step.form.name)), None)
    if first is None and (notice := _notice_first(page, steps)):
        first = notice
    return CaseView(
        page=page,
        progress=progress_of(page.case),
        status=status_of(page.case.status, page.state.outcome),
        entrance=word(ENTRANCES, page.state.entrance),
        file_open=file_open,
        answers=answers_of(page.edition, page.form, _filed_form(page)) if file_open else [],
        materials=_materials(page),
        corrections=put_right(page, people),
        timeline=timeline_of(page, people),
        papers=list(papers_of_case(case_id)),
        printing=printing_of(actor, case_id),
        notices=notices_of_case(case_id),
        next=first,
        others=[step for step in steps if step is not first],
        refused=_refused(page),
        waiting_for="" if first else _waiting_for(page),
        clocks=_clocks(page),
        hard_end=_hard_end(page),
        originals=case_rows(case_id),
        may_take_originals=bool(may_try(actor, "originals.take")),
        may_move_originals=bool(places_of(actor)),
        key=str(ports().ids.uuid()),
    )


# Steps that never are "the next one": they wait in the list of other steps.
ASIDE = frozenset(
    {
        "request_supplement",
        "decline_acceptance",
        "recall_opinion",
        "suspend",
        "extend",
        "accept_with_gaps",
        "take_materials",
        "tell_hearing",
        "take_hearing_request",
        "take_hearing_waiver",
        "announce_hearing",
        "lay_ready",
        "take_delivery_choice",
        "record_return",
        "dispatch",
        "end_grant",
        "issue_fee_notice",
        "correct",
        "void",
    }
)


def _aside(page: CasePage, name: str) -> bool:
    """Whether a step waits in the list of others: also a second notice of one hearing."""
    return name in ASIDE or (name == "set_hearing" and _hearing_is_set(page))


def _hearing_is_set(page: CasePage) -> bool:
    hearing = page.state.hearing
    return hearing is not None and hearing.set_for is not None


def _notice_first(page: CasePage, steps: list[StepView]) -> StepView | None:
    """Return the supplement notice where something is missing and nothing was asked yet."""
    if not page.state.gaps:
        return None
    return next((step for step in steps if step.form.name == "request_supplement"), None)


def _steps(page: CasePage, given: Given | None, phrases: list[Phrase]) -> list[StepView]:
    found = []
    for form in FORMS:
        if not page.action(form.name).allowed:
            continue
        sent = given if given is not None and given.prefix == form.slug else Given(form.slug)
        fields = form.ask(page, sent)
        offer(form.name, fields, sent, page, phrases)
        extra = _EXTRA.get(form.name)
        found.append(
            StepView(
                form=form,
                label=_label(page, form),
                fields=fields,
                errors=sent.summary,
                given=sent,
                open=bool(sent.data),
                extra=extra(page, sent, phrases) if extra else {},
            )
        )
    return found


def _label(page: CasePage, form: StepForm) -> str:
    if form.name == "set_hearing" and _hearing_is_set(page):
        return _("听证改期，重新通知")
    step = next_step(page) if form.name == "give_opinion" and len(page.speaks_on) < 2 else None
    return _("%(step)s：提交意见") % {"step": step.name} if step else word(STEPS, form.name)


def _refused(page: CasePage) -> list[RefusedStep]:
    return [
        RefusedStep(word(STEPS, form.name), why_not(page, action))
        for form in FORMS
        if not (action := page.action(form.name)).allowed
        and (form.name != "issue_fee_notice" or charges(page.edition))
        and (form.name != "send_back" or any(one.back_to for one in page.state.pins.steps))
    ]


def _waiting_for(page: CasePage) -> str:
    if page.case.status == "accepted" and len(abreast := approval.steps_open(page.state)) > 1:
        return _("正在并行办理：%(steps)s") % {"steps": _("、").join(one.name for one in abreast)}
    if page.case.status == "accepted" and (step := next_step(page)):
        name = word(STEPS, step.code) if step.code == "hand_up" else step.name
        told = _("下一环节：%(step)s") % {"step": name}
        return f"{page.state.above.organ_name} · {told}" if page.state.above else told
    if signs := waits_for(page.state):
        return signs
    if page.case.status == "suspended" and _hearing_is_set(page):
        return _("等待举行听证，结束后录入笔录")
    return str(WAITING.get(page.case.status, ""))


def _clocks(page: CasePage) -> list[tuple[str, Deadline]]:
    if page.state.status in approval.FINAL and page.state.decided_at is None:
        return []  # taken back, voided or not accepted: no period was kept or missed
    named = (
        (_("答复期限"), page.clocks.answer),
        *([] if page.state.above else [(_("初审期限"), page.clocks.first)]),
        (_("承诺时限"), page.clocks.promised),
        (_("法定时限"), page.clocks.statutory),
    )
    return [(title, clock) for title, clock in named if clock is not None]


def _hard_end(page: CasePage) -> HardEnd | None:
    """Return the licence's last day, while a renewal of it is undecided."""
    of = page.state.of
    if of is None or of.what != "renewal" or of.valid_to is None or page.state.decided_at:
        return None
    if page.state.status in approval.FINAL:
        return None
    by_silence = page.case.application.renewal_until is not None
    return HardEnd(of.valid_to, of.number, of.apply_by, by_silence=by_silence)


def _filed_form(page: CasePage) -> dict[str, Any]:
    filed = next((event.no for event in page.events if event.kind == "filed"), 1)
    return dict(page.words(filed, "form") or {})


def _materials(page: CasePage) -> list[MaterialRow]:
    situations = page.form.get(SITUATIONS) or {}
    applicable = {one.code for one in materials_asked(page.edition, situations)}
    known = {one.code: one for one in page.edition.materials or ()}
    lines = [
        line
        for line in page.materials
        if line.how or line.asked or line.code in applicable or not page.file
    ]
    cards = {
        card.id: card for card in upload_cards([UUID(u) for line in lines for u in line.uploads])
    }
    return [
        MaterialRow(
            material=known[line.code],
            line=line,
            need=word(MATERIAL_NEEDS, known[line.code].need),
            how=word(MATERIAL_WAYS, line.how) if line.how else "",
            files=[cards[UUID(one)] for one in line.uploads if UUID(one) in cards],
            missing=line.required and not line.how,
        )
        for line in lines
    ]


def _notice_extra(page: CasePage, given: Given, phrases: list[Phrase]) -> dict[str, Any]:
    """Return what the template of the supplement notice needs."""
    return {
        "lines": notice_lines(page, given, phrases),
        "answer_by": given.ask("answer_by", "date", _("补正截止日")),
        "items": as_read(page, items_in(page, given)),
        "error": given.errors.get(given.name("items"), ""),
    }


def _supplement_extra(page: CasePage, given: Given, _phrases: list[Phrase]) -> dict[str, Any]:
    """Return what the template for taking a supplement needs."""
    groups = []
    if "form" in page.state.asked:
        answers = read_form(page.edition, given.data) if given.data else page.form
        groups = ask_form(page.edition, answers, given.errors)
    return {
        "lines": taken_lines(page, given),
        "groups": groups,
        "error": given.errors.get(given.name("items"), ""),
    }


def _brought_extra(page: CasePage, given: Given, _phrases: list[Phrase]) -> dict[str, Any]:
    """Return what the template for taking materials after acceptance needs."""
    return {
        "lines": brought_lines(page, given),
        "groups": [],
        "error": given.errors.get(given.name("items"), ""),
    }


def _mending_extra(page: CasePage, given: Given, _phrases: list[Phrase]) -> Any:
    return mending_extra(page, given)


_EXTRA: dict[str, Callable[[CasePage, Given, list[Phrase]], Any]] = {
    "request_supplement": _notice_extra,
    "take_supplement": _supplement_extra,
    "take_materials": _brought_extra,
    "correct": _mending_extra,
    "void": _mending_extra,
}
