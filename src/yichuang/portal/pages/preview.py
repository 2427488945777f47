"""A draft as a citizen will see it (预览): guide and form, with nothing that could be filed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.forms import BaseForm
from django.urls import reverse
from django.utils.translation import gettext as _

from yichuang.catalogue.public import (
    MatterUnknown,
    editions_visible_to,
    form_fields,
    guide_of_edition,
)
from yichuang.catalogue.pure import applies
from yichuang.directory.public import Actor, may_try

from ..forms.edition import edition_form
from .guide import GuidePage, page_of, situation_answers
from .wizard import grouped

ACTS = ("catalogue.edit", "catalogue.review", "catalogue.publish")


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """What `portal/preview.html` shows: the guide, and the pages of its form."""

    guide: GuidePage
    forms: tuple[tuple[str, BaseForm], ...]
    back_url: str


def within_reach(actor: Actor, edition_id: UUID) -> bool:
    """Return whether the officer may edit, review or publish this edition."""
    if not any(may_try(actor, act) for act in ACTS):
        return False
    reach = replace(actor, acts=actor.acts | {"catalogue.edit"})  # the three reach equally far
    return editions_visible_to(reach).filter(pk=edition_id).exists()


def preview_page(actor: Actor, edition_id: UUID, asked: Mapping[str, str]) -> PreviewPage:
    """Return a guide within the officer's reach as a citizen will see it. Raises MatterUnknown."""
    if not within_reach(actor, edition_id):
        raise MatterUnknown(edition=str(edition_id))
    found = guide_of_edition(edition_id)
    answers = situation_answers(found.content, asked)
    url = reverse("portal:preview", args=[edition_id])
    shown = replace(page_of(found, asked), url=url, dates_url="", apply_url="")
    fields = [one for one in form_fields(found.content) if applies(one.asked_when, answers)]
    forms = [
        (group or _("申请内容"), edition_form(one, None, {})) for group, one in grouped(fields)
    ]
    return PreviewPage(shown, tuple(forms), reverse("workbench:guide", args=[edition_id]))
