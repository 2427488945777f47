"""Why a step was refused, in the hall's words, apart from any page that offered it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from yichuang.kernel.public import DomainError
from yichuang.ledger.public import CaseMovedOn

from ..words import REASONS, STATUS
from .moved_on import moved_on


def why_refused(refusal: DomainError) -> str:
    """Return one sentence for a refusal."""
    if isinstance(refusal, CaseMovedOn):
        moved = moved_on(refusal)
        return _("%(who)s刚刚办理过：%(what)s") % {"who": moved.who, "what": moved.what}
    facts = refusal.facts
    text = REASONS.get(str(facts.get("reason") or refusal.code))
    if text is None:
        return _("现在不能办理这一步")
    materials = facts.get("materials") or ()
    return str(text) % {
        "status": str(STATUS.get(str(facts.get("status", "")), ("",))[0]),
        "materials": _("、").join(str(one) for one in materials),
        "step": str(facts.get("step", "")),
    }
