"""A city tries the house with its own table: every matter that can be is shown to the public.

Only in an installation that is a trial: nobody has reviewed what is published here, and each guide
says so under a waiver (试用). In any other the policy lets no program publish.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.conf import settings
from django.db import transaction

from yichuang.directory.public import system
from yichuang.kernel.public import ports

from .completeness import founded
from .content import Waiver
from .errors import (
    EffectiveDateInvalid,
    HandUpNotPossible,
    LimitBeyondLaw,
    LooserThanParent,
)
from .models import Edition, EditionState
from .selectors import content_from
from .services import put_in_force

PUBLISHER = system("trial")
GROUND = "试用环境，未经合法性审查"
# EffectiveDateInvalid: the same table read otherwise on the same day; the first reading stands.
Hiding = EffectiveDateInvalid | HandUpNotPossible | LimitBeyondLaw | LooserThanParent


@dataclass(frozen=True, slots=True)
class NotShown:
    """A matter whose guide stays hidden, and the refusal that hides it."""

    matter_code: str
    matter_name: str
    refusal: Hiding


class NotATrial(RuntimeError):
    """Somebody would publish without review in a house that serves."""


def publish_for_trial() -> tuple[int, tuple[NotShown, ...]]:
    """Publish every draft; return how many were, and what a rule keeps from the public.

    Raises NotATrial unless the installation says that it is one (YICHUANG_TRIAL).
    """
    if not settings.TRIAL:
        raise NotATrial("YICHUANG_TRIAL is not set")
    drafts = Edition.objects.filter(state=EditionState.DRAFT).select_related("matter")
    shown, hidden = 0, []
    for edition in drafts.order_by("matter__code"):
        try:
            with transaction.atomic():  # a refused one stays the draft it was
                _publish(edition)
        except (
            EffectiveDateInvalid,
            HandUpNotPossible,
            LimitBeyondLaw,
            LooserThanParent,
        ) as refusal:
            hidden.append(NotShown(edition.matter.code, edition.matter.name, refusal))
        else:
            shown += 1
    return shown, tuple(hidden)


def _publish(edition: Edition) -> None:
    content = content_from(edition)
    elements = tuple(dict.fromkeys(item.element for item in founded(content)))
    waiver = Waiver(reviewer=PUBLISHER.id, post="试用", ground=GROUND, elements=elements)
    content = replace(content, waivers=(waiver,))
    # The table wants to know who answers for the review; here it is the trial itself.
    edition.reviewed_by, edition.reviewed_at = PUBLISHER.id, ports().clock.now()
    put_in_force(edition, edition.matter, content, PUBLISHER)
