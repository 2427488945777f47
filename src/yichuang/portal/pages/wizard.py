"""The way of an online application: which pages it has, where one stands, what is still open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from yichuang.approval.public import (
    DraftContent,
    MaterialGiven,
    draft_of,
    keep_draft,
    start_draft,
)
from yichuang.catalogue.public import (
    EditionContent,
    FormField,
    Material,
    check_answers,
    content_of,
    form_fields,
    materials_asked,
)
from yichuang.catalogue.pure import SITUATIONS, applies
from yichuang.directory.public import Actor, PartyCard, own_card, party_card

PHONES = ("contact_phone", "DE_MOBILE")
ID_TYPES = {"111": "居民身份证", "001": "统一社会信用代码", "414": "护照"}
# What of a person's registered data a form may be filled with, by data element.
FROM_CARD: Mapping[str, Mapping[str, str]] = {
    "natural": {
        "applicant_name": "name",
        "applicant_id_number": "number",
        "contact_name": "name",
        "DE_PERSON_NAME": "name",
        "DE_PERSON_ID": "number",
        **dict.fromkeys(PHONES, "phone"),
    },
    "legal": {
        "applicant_name": "name",
        "applicant_id_number": "number",
        "DE_ORG_NAME": "name",
        "DE_CREDIT_CODE": "credit_code",
        **dict.fromkeys(PHONES, "phone"),
    },
}


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the way."""

    slug: str
    title: str
    url: str
    fields: tuple[FormField, ...] = ()


@dataclass(frozen=True)
class Wizard:
    """A draft with the pages its answers make necessary."""

    actor: Actor
    draft: DraftContent
    content: EditionContent = field(repr=False)

    @property
    def answers(self) -> dict[str, Any]:
        """What was answered so far."""
        return self.draft.answers

    @property
    def situations(self) -> dict[str, Any]:
        """The answers to the situation questions."""
        return self.draft.answers.get(SITUATIONS) or {}

    @property
    def given(self) -> dict[str, MaterialGiven]:
        """What stands for each material."""
        return {one.code: one for one in self.draft.materials}

    @cached_property
    def materials(self) -> tuple[Material, ...]:
        """The materials asked for under these answers."""
        return materials_asked(self.content, self.situations)

    @cached_property
    def fields(self) -> tuple[FormField, ...]:
        """The fields asked under these answers."""
        return tuple(
            one for one in form_fields(self.content) if applies(one.asked_when, self.situations)
        )

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The pages in order; the last one shows everything before filing."""
        found = []
        if self.content.situations:
            found.append(self._step(SITUATIONS, _("您的情况")))
        if not {one.element for one in self.fields} & set(PHONES):
            found.append(self._step("contact", _("怎么联系您")))
        for number, (group, fields) in enumerate(grouped(self.fields), 1):
            url = reverse("portal:form", args=[self.draft.id, number])
            found.append(Step(f"form-{number}", group or _("申请内容"), url, fields))
        if self.materials:
            found.append(self._step("materials", _("材料")))
        return (*found, self._step("check", _("核对并提交")))

    def _step(self, slug: str, title: str) -> Step:
        return Step(slug, title, reverse(f"portal:{slug}", args=[self.draft.id]))

    @property
    def titles(self) -> list[str]:
        """The titles of the pages, for `components/_steps.html`."""
        return [step.title for step in self.steps]

    def number_of(self, slug: str) -> int:
        """Return the place of a page, from 1; the first for one that is no longer asked."""
        slugs = [step.slug for step in self.steps]
        return slugs.index(slug) + 1 if slug in slugs else 1

    def step(self, slug: str) -> Step | None:
        """Return a page, or None where these answers do not ask it."""
        return next((step for step in self.steps if step.slug == slug), None)

    def after(self, slug: str) -> Step:
        """Return the page that follows."""
        return self.steps[min(self.number_of(slug), len(self.steps) - 1)]

    def before(self, slug: str) -> str:
        """Return the address of the page before; nothing on the first."""
        number = self.number_of(slug)
        return self.steps[number - 2].url if number > 1 else ""

    @property
    def here(self) -> Step:
        """Where the applicant left off."""
        return self.step(self.draft.step) or self.steps[0]

    @property
    def for_another(self) -> bool:
        """Whether it is filed for a principal."""
        return self.draft.principal != self.actor.party_id

    def keep(self, slug: str, answers: Mapping[str, Any]) -> Wizard:
        """Keep the answers of a page; the page after it is where one goes on."""
        phone = next((answers[name] for name in PHONES if answers.get(name)), None)
        kept = keep_draft(
            self.actor,
            self.draft.id,
            answers=dict(answers),
            applicant={"phone": phone} if phone else None,
        )
        return Wizard(self.actor, kept, self.content).move_on(slug)

    def move_on(self, slug: str) -> Wizard:
        """Remember that a page was left behind."""
        step = self.after(slug).slug
        kept = keep_draft(self.actor, self.draft.id, step=step)
        return Wizard(self.actor, kept, self.content)


def grouped(fields: Sequence[FormField]) -> list[tuple[str, tuple[FormField, ...]]]:
    """Return the fields page by page: one heading, one page."""
    return [(name, tuple(found)) for name, found in groupby(fields, lambda one: one.group)]


def wizard_of(actor: Actor, draft_id: UUID) -> Wizard:
    """Return one's own draft with its pages. Raises NotFound for anybody else's."""
    draft = draft_of(actor, draft_id)
    return Wizard(actor, draft, content_of(draft.edition))


def begin(
    actor: Actor, edition_id: UUID, principal: UUID, *, what: str = "", of_licence: str = ""
) -> Wizard:
    """Begin a draft for oneself or a principal, filled with what the register holds of him.

    Raises NotAllowed for somebody whose mandate one does not have.
    """
    card = party_card(actor, principal)
    draft = start_draft(actor, edition_id, principal, what=what, of_licence=of_licence)
    content = content_of(edition_id)
    known = {
        one.element: getattr(card, FROM_CARD[card.kind][one.element])
        for one in form_fields(content)
        if one.element in FROM_CARD[card.kind]
    }
    if any(one.element == "applicant_id_type" for one in form_fields(content)):
        known["applicant_id_type"] = ID_TYPES.get(card.number_kind)
    kept = keep_draft(actor, draft.id, answers=known, applicant=applicant_from(actor, card))
    return Wizard(actor, kept, content)


def applicant_from(actor: Actor, card: PartyCard) -> dict[str, Any]:
    """Return who applies, as a filing carries it, with the agent's name where there is one."""
    found = {"name": card.name, "number": card.number, "phone": card.phone, "kind": card.kind}
    if card.id != actor.party_id:
        found["agent_name"] = own_card(actor).name
    return found


def with_situations(wizard: Wizard, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the draft's answers under new situations: what is no longer asked is emptied."""
    emptied = {
        one.element: None
        for one in form_fields(wizard.content)
        if wizard.answers.get(one.element) is not None and not applies(one.asked_when, answers)
    }
    return {SITUATIONS: dict(answers), **emptied}


@dataclass(frozen=True, slots=True)
class Checked:
    """What `portal/check.html` shows before filing."""

    sections: tuple[dict[str, Any], ...]
    wrong: tuple[str, ...]  # must be mended before filing
    missing: tuple[str, ...]  # may be filed, and will be asked for


def checked(wizard: Wizard) -> Checked:
    """Return every answer with its way back, and what is wrong or missing."""
    from .answers import sections

    faults = check_answers(wizard.content, wizard.answers)
    missing = [one.label for one in faults if one.rule == "required"]
    missing += [
        one.name for one in wizard.materials if one.need == "1" and one.code not in present(wizard)
    ]
    wrong = [one.label for one in faults if one.rule != "required"]
    return Checked(sections(wizard), tuple(wrong), tuple(missing))


def present(wizard: Wizard) -> frozenset[str]:
    """Return the materials something stands for that counts at filing; paper counts at a window."""
    return frozenset(one.code for one in wizard.draft.materials if one.how != "paper")
