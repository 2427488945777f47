"""Around the pages of an application: who may begin, where a button leads, what a page shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yichuang.approval.public import DraftContent, bar_on, drafts_of, promise_terms
from yichuang.catalogue.public import Guide, guide_of_edition
from yichuang.directory.public import (
    Actor,
    MaskedParty,
    acting_in,
    masked_parties,
    may_act_for,
    today,
)
from yichuang.law.public import Language, cite, say_amount

from ..words import AUDIENCES, REAL_NAME_LEVELS, Words
from .guide import filling_minutes, reasons_against_applying
from .title import right_of
from .wizard import Step, Wizard

NATURAL = "1"  # 个人, among the codes of whom a guide is for


@dataclass(frozen=True, slots=True)
class StartPage:
    """What `portal/apply_start.html` shows."""

    guide: Guide
    actor: Actor
    why_not: tuple[Words, ...]
    level_needed: Words  # empty where the account's level is enough
    level_held: Words
    who: dict[str, Any]
    drafts: tuple[DraftContent, ...]  # begun before, of the same matter
    minutes: int
    barred: tuple[Words, ...] = ()  # who may not apply for it now, and until when

    @property
    def open(self) -> bool:
        """Whether this person may begin."""
        return not self.why_not and not self.level_needed and bool(self.who["options"])

    @property
    def guide_url(self) -> str:
        """Back to the guide."""
        return reverse("portal:guide", args=[self.guide.edition.matter_code])

    def principal(self, chosen: str) -> UUID:
        """Return for whom it is filed; oneself unless one of the principals was chosen."""
        own = self.actor.party_id
        assert own is not None, "the act is for parties only"
        return next((one for one in self.actor.mandates if str(one) == chosen), own)


def start_page(actor: Actor, edition_id: UUID) -> StartPage:
    """Return the first page of an application. Raises MatterUnknown."""
    guide = guide_of_edition(edition_id)
    actor = acting_in(actor, guide.edition.matter_code, today())
    level = guide.content.real_name_level
    enough = actor.real_name_level >= level
    own = [one for one in drafts_of(actor) if one.edition == edition_id]
    asked = _who(actor, masked_parties(actor.mandates), _meant_for(actor, guide))
    who, barred = _unbarred(actor, asked, guide)
    return StartPage(
        guide=guide,
        actor=actor,
        why_not=reasons_against_applying(guide, right_of(guide.edition)),
        level_needed="" if enough else REAL_NAME_LEVELS[level],
        level_held=REAL_NAME_LEVELS[actor.real_name_level],
        who=who,
        drafts=tuple(own),
        minutes=filling_minutes(guide.content, {}),
        barred=barred,
    )


def _meant_for(actor: Actor, guide: Guide) -> str:
    """Return a hint to a person where the guide is for organisations alone; else nothing.

    No refusal: who founds a company applies for it before it is there.
    """
    objects = guide.content.service_objects
    own = masked_parties([actor.party_id]).get(actor.party_id) if actor.party_id else None
    if not objects or NATURAL in objects or own is None or own.kind != "natural":
        return ""
    whom = _("、").join(str(AUDIENCES[one]) for one in objects if one in AUDIENCES)
    return _(
        "这件事由%(whom)s办理。替单位办的，请先由单位登记委托，再选“受托代办”；"
        "为将要成立的单位申请的，可以用本人的名义。"
    ) % {"whom": whom}


def _unbarred(
    actor: Actor, who: dict[str, Any], guide: Guide
) -> tuple[dict[str, Any], tuple[Words, ...]]:
    """Return the question with those who may apply today, and of the others why not.

    Of a principal only his agent in this very matter is told.
    """
    matter, on, own = guide.edition.matter_code, today(), actor.party_id
    assert own is not None, "the act is for parties only"
    language: Language = "zh" if (get_language() or "zh").startswith("zh") else "en"
    kept, told = [], []
    for option in who["options"]:
        party = own if option["value"] == actor.id else UUID(option["value"])
        mine = party == own or may_act_for(own, party, matter, on)
        bar = bar_on(party, matter, on) if mine else None
        if bar is None:
            kept.append(option)
            continue
        words = _("%(who)s：%(day)s 以前（含当日）不得再次申请（%(article)s）") % {
            "who": option["label"],
            "day": date_format(bar.until, "DATE_FORMAT"),
            "article": cite(bar.article, language),
        }
        told.append(words)
    value = who["value"] if any(one["value"] == who["value"] for one in kept) else ""
    return {**who, "options": kept, "value": value}, tuple(told)


def _who(actor: Actor, principals: dict[UUID, MaskedParty], hint: str) -> dict[str, Any]:
    """Return the question who applies, as `components/_field.html` needs it."""
    own = {"value": actor.id, "label": _("本人：%(name)s") % {"name": actor.name}}
    others = [
        {"value": str(one.id), "label": _("受托代办：%(name)s") % {"name": one.name}}
        for one in sorted(principals.values(), key=lambda party: str(party.id))
    ]
    return {
        "name": "who",
        "kind": "radio",
        "label": _("谁申请？"),
        "help": hint,
        "required": True,
        "value": actor.id,
        "options": [own, *others],
    }


def form_step(wizard: Wizard, page: int) -> Step:
    """Return a page of the form. Raises Http404 where these answers have no such page."""
    step = wizard.step(f"form-{page}")
    if step is None:
        raise Http404
    return step


def leaving(
    request: HttpRequest, form: BaseForm | None, wizard: Wizard, slug: str
) -> HttpResponse | None:
    """Return where the pressed button leads, or None to show the page again with its errors."""
    errors = bool(form is not None and form.errors)
    later = "later" in request.POST
    only_missing = bool(getattr(form, "only_missing", True))
    if later and only_missing:
        messages.info(request, _("草稿已保存，尚未提交。以后从这里接着填。"))
        return redirect("portal:my_space")
    return None if errors else redirect(wizard.after(slug).url)


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be promised instead of an examination, and within how long it is checked."""

    text: str
    within: str


def promise_offered(wizard: Wizard) -> Offer | None:
    """Return the promise a guide offers, or None."""
    terms = promise_terms(wizard.content)
    if terms is None:
        return None
    language: Language = "zh" if (get_language() or "zh").startswith("zh") else "en"
    period = terms.check_within
    return Offer(terms.text, say_amount(period.amount, period.unit, language))


def page_context(wizard: Wizard, slug: str, form: BaseForm | None = None) -> dict[str, Any]:
    """Return what every page of the way shows."""
    return {
        "wizard": wizard,
        "form": form,
        "step": wizard.step(slug),
        "number": wizard.number_of(slug),
        "back": wizard.before(slug),
        "guide_name": wizard.content.name,
    }
